package shomei.web.loginserver;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.loginserver.CertificateStatus;
import shomei.protocol.identifier.Identifier;

/// A certificate's status as JSON; what does not apply is left out.
///
/// @param serial 32 hexadecimal digits
/// @param sha256 the fingerprint over the whole DER, 64 hexadecimal digits
/// @param state `issued`, `revoked` or `expired`
/// @param subscriber whose certificate it is; absent on a partner's
/// @param identifiers the names in a partner's certificate; absent on a subscriber's
/// @param suspended whether the subscriber is; absent on a partner's
/// @param superseded whether a newer certificate took its place by renewal
/// @param supersededBy that one's serial
/// @param daysLeft days until the date in Japan on which it ends, 0 on that day and after it
/// @param renewalDue whether it is issued, not superseded, and may be renewed now
/// @param reason of the revocation, as RFC 5280 §5.3.1 spells it; absent where none was given
record StatusDocument(
    String serial,
    String sha256,
    String state,
    @Nullable Subscriber subscriber,
    @Nullable List<Identifier> identifiers,
    @Nullable Boolean suspended,
    boolean superseded,
    @Nullable String supersededBy,
    Instant notBefore,
    Instant notAfter,
    long daysLeft,
    boolean renewalDue,
    @Nullable Instant revokedAt,
    @Nullable String reason) {

  /// @param id both joined, as in a certificate's order
  /// @param userId absent for the administrator
  record Subscriber(String id, String contractId, @Nullable String userId) {}

  static StatusDocument of(CertificateStatus status) {
    Certificate certificate = status.certificate();
    Optional<SubscriberName> seat = certificate.seat();
    Optional<Certificate.Revocation> revocation = certificate.revocation();
    return new StatusDocument(
        certificate.serial().hex(),
        certificate.der().sha256().hex(),
        status.state().name().toLowerCase(Locale.ROOT),
        seat.map(StatusDocument::subscriber).orElse(null),
        seat.isPresent() ? null : identifiers(certificate),
        seat.isPresent() ? status.suspended() : null,
        status.superseded(),
        status.successor().map(Serial::hex).orElse(null),
        certificate.notBefore(),
        certificate.notAfter(),
        status.daysLeft(),
        status.renewalDue(),
        revocation.map(Certificate.Revocation::at).orElse(null),
        revocation
            .flatMap(Certificate.Revocation::reason)
            .map(StatusDocument::spelled)
            .orElse(null));
  }

  private static Subscriber subscriber(SubscriberName name) {
    return new Subscriber(name.toString(), name.contractId(), name.userId().orElse(null));
  }

  private static List<Identifier> identifiers(Certificate certificate) {
    return certificate.identifiers().stream()
        .map(identifier -> new Identifier(identifier.type(), identifier.value()))
        .toList();
  }

  private static String spelled(RevocationReason reason) {
    return switch (reason) {
      case UNSPECIFIED -> "unspecified";
      case KEY_COMPROMISE -> "keyCompromise";
      case AFFILIATION_CHANGED -> "affiliationChanged";
      case SUPERSEDED -> "superseded";
      case CESSATION_OF_OPERATION -> "cessationOfOperation";
      case PRIVILEGE_WITHDRAWN -> "privilegeWithdrawn";
    };
  }
}
