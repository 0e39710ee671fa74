package shomei.domain.partner;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import shomei.domain.account.Account;
import shomei.domain.account.DeactivateAccount;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Removes a partner with what it could act with: first its keys, so that no account is added, then
/// its accounts. Its certificates stay as they are. Cut off in between, it is done again.
public final class RemovePartner {
  private final Partners partners;
  private final ExternalAccountKeys keys;
  private final RevokeExternalAccountKey revoke;
  private final DeactivateAccount deactivate;
  private final InstantSource clock;

  public RemovePartner(
      Partners partners,
      ExternalAccountKeys keys,
      RevokeExternalAccountKey revoke,
      DeactivateAccount deactivate,
      InstantSource clock) {
    this.partners = partners;
    this.keys = keys;
    this.revoke = revoke;
    this.deactivate = deactivate;
    this.clock = clock;
  }

  /// @return the accounts that ended
  /// @throws Refusal NOT_FOUND where there is no partner of that name
  public List<Account> remove(Institution institution, String name, Actor operator) {
    Partner partner =
        partners
            .find(institution.id(), name)
            .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no partner " + name));
    for (ExternalAccountKey key : keys.of(partner.id())) {
      if (key.usableAt(clock.instant())) {
        revoke.revoke(institution.id(), key.kid(), operator);
      }
    }
    List<Account> ended = deactivate.of(partner.id(), operator);
    partners.remove(
        partner.id(),
        new Entry(
            clock.instant(),
            institution.id(),
            operator,
            Act.PARTNER_REMOVED,
            "partner:" + partner.id(),
            Map.of("name", name, "accounts", Integer.toString(ended.size()))));
    return ended;
  }
}
