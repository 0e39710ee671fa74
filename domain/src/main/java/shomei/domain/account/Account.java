package shomei.domain.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;

/// An account of the protocol (RFC 8555 §7.1.2).
///
/// @param contacts `mailto:` URLs
/// @param binding whom the account acts for, where it was bound
/// @param bindingJws the external account binding as the client sent it, reflected unchanged
///   (§7.3.4)
public record Account(
    AccountId id,
    InstitutionId institution,
    AccountKey key,
    List<String> contacts,
    boolean termsAgreed,
    Status status,
    Optional<Binding> binding,
    Optional<String> bindingJws,
    Instant created) {
  public Account {
    contacts = List.copyOf(contacts);
  }

  public enum Status {
    VALID,
    DEACTIVATED,
    REVOKED
  }

  public Account withContacts(List<String> changed) {
    return new Account(
        id, institution, key, changed, termsAgreed, status, binding, bindingJws, created);
  }

  public Account withKey(AccountKey changed) {
    return new Account(
        id, institution, changed, contacts, termsAgreed, status, binding, bindingJws, created);
  }

  public Account deactivated() {
    return new Account(
        id,
        institution,
        key,
        contacts,
        termsAgreed,
        Status.DEACTIVATED,
        binding,
        bindingJws,
        created);
  }
}
