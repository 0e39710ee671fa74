package shomei.domain.session;

import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.SubscriberName;

/// Revokes what a renewed certificate took the place of, at the first login with it, where the
/// policy says so; what is left of their notices is dropped when it would be due.
final class RetireOlder {
  private final Certificates certificates;

  RetireOlder(Certificates certificates) {
    this.certificates = certificates;
  }

  /// @param used the certificate of the login
  /// @param login its entry
  /// @return how many were revoked, each an act on the seat
  int than(Certificate used, SubscriberName seat, Policy policy, Entry login) {
    if (policy.renewal().old() != Policy.OldCertificate.REVOKED_ON_FIRST_USE) {
      return 0;
    }
    return Math.toIntExact(
        certificates.of(login.institution(), seat).stream()
            .dropWhile(one -> !one.serial().equals(used.serial()))
            .skip(1)
            .filter(one -> one.replacedBy().isPresent())
            .filter(one -> one.stateAt(login.at()) == Certificate.State.ISSUED)
            .filter(one -> revoke(one, login))
            .count());
  }

  private boolean revoke(Certificate old, Entry login) {
    var revocation =
        new Certificate.Revocation(login.at(), Optional.of(RevocationReason.SUPERSEDED));
    return certificates.revoke(old.serial(), revocation, revocation.entry(old.serial(), login));
  }
}
