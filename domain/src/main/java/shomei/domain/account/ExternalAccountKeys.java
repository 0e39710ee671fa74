package shomei.domain.account;

import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;

/// The external account keys that were minted. A single-use key is spent by `Accounts.create`, in
/// its transaction.
public interface ExternalAccountKeys {
  void add(ExternalAccountKey key, Entry entry);

  /// The key as it was up to a second ago, unless this node has revoked it since. Whether it still
  /// binds is decided by `Accounts.create`.
  Optional<ExternalAccountKey> find(InstitutionId institution, String kid);

  /// A partner's keys, newest first.
  List<ExternalAccountKey> of(PartnerId partner);

  /// @return false where no usable key of that name was there to revoke
  boolean revoke(InstitutionId institution, String kid, Entry entry);
}
