package shomei.domain.oidc;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Publishes a key for ID tokens no more: what it has signed verifies nowhere from the next reading
/// on.
public final class RemoveSigningKey {
  private final SigningKeys keys;
  private final InstantSource clock;

  public RemoveSigningKey(SigningKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// @throws Refusal NOT_FOUND where the institution has none of that label; MALFORMED where it is
  ///   its only one
  public void remove(InstitutionId institution, String label, Actor operator) {
    List<SigningKey> all = keys.of(institution);
    if (all.size() == 1 && all.getFirst().label().equals(label)) {
      throw new Refusal(Reason.MALFORMED, "it is the only key; add the next one first");
    }
    Entry entry =
        new Entry(
            clock.instant(),
            institution,
            operator,
            Act.OIDC_KEY_REMOVED,
            "oidc-key:" + label,
            Map.of());
    if (!keys.remove(institution, label, entry)) {
      throw new Refusal(Reason.NOT_FOUND, "there is no key " + label);
    }
  }
}
