package shomei.domain.partner;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Ends an external account key. Accounts that were made with it stay.
public final class RevokeExternalAccountKey {
  private final ExternalAccountKeys keys;
  private final InstantSource clock;

  public RevokeExternalAccountKey(ExternalAccountKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// @throws Refusal NOT_FOUND where no usable key has that name
  public void revoke(InstitutionId institution, String kid, Actor operator) {
    Entry entry =
        new Entry(
            clock.instant(),
            institution,
            operator,
            Act.EXTERNAL_KEY_REVOKED,
            "external-account-key:" + kid,
            Map.of());
    if (!keys.revoke(institution, kid, entry)) {
      throw new Refusal(Reason.NOT_FOUND, "no usable external account key has that name");
    }
  }
}
