package shomei.domain.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.Octets;
import shomei.domain.account.AccountId;
import shomei.domain.identifier.Identifier;
import shomei.domain.institution.InstitutionId;
import shomei.domain.issuance.IssuerId;
import shomei.domain.order.OrderId;
import shomei.domain.subscriber.SubscriberId;

/// A certificate that was issued.
///
/// @param account whose order it was
/// @param subscriber whose seat it is for; empty on a partner's
/// @param der the certificate as signed
/// @param spkiDigest SHA-256 over its DER SubjectPublicKeyInfo
/// @param replacedBy the order whose certificate took its place
public record Certificate(
    Serial serial,
    IssuerId issuer,
    InstitutionId institution,
    AccountId account,
    OrderId order,
    Optional<SubscriberId> subscriber,
    List<Identifier> identifiers,
    String profile,
    Octets der,
    Octets spkiDigest,
    Instant notBefore,
    Instant notAfter,
    Optional<Revocation> revocation,
    Optional<OrderId> replacedBy) {
  public Certificate {
    identifiers = List.copyOf(identifiers);
  }

  /// @param reason as the revoker gave it; empty where none was given, then CRL and OCSP name none
  public record Revocation(Instant at, Optional<RevocationReason> reason) {}

  /// What a person is told (DOMAIN.md); *not acquired* is the absence of a certificate.
  public enum State {
    ISSUED,
    REVOKED,
    EXPIRED
  }

  public State stateAt(Instant now) {
    if (revocation.isPresent()) {
      return State.REVOKED;
    }
    return now.isAfter(notAfter) ? State.EXPIRED : State.ISSUED;
  }
}
