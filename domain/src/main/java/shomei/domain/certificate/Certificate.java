package shomei.domain.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;

/// A certificate that was issued.
///
/// @param shard of its issuer's CRL: the one that it points to and would be listed in
/// @param account whose order it was
/// @param identifiers a seat, whose certificate it then is, or DNS names
/// @param der the certificate as signed
/// @param spkiDigest SHA-256 over its DER SubjectPublicKeyInfo
/// @param replacedBy the order whose certificate took its place
public record Certificate(
    Serial serial,
    IssuerId issuer,
    int shard,
    InstitutionId institution,
    AccountId account,
    OrderId order,
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

  /// The seat that holds it; empty on a partner's.
  public Optional<SubscriberName> seat() {
    return identifiers.getFirst() instanceof Identifier.Seat seat
        ? Optional.of(seat.name())
        : Optional.empty();
  }

  /// Whether nothing has taken its place, neither another certificate nor a revocation. It may have
  /// expired.
  public boolean isLeft() {
    return revocation.isEmpty() && replacedBy.isEmpty();
  }

  /// Whether it is worth revoking: good, or the last one although it has expired.
  public boolean isWithdrawable(Instant now) {
    return isLeft() || stateAt(now) == State.ISSUED;
  }

  /// @param reason as the revoker gave it; empty where none was given, then CRL and OCSP name none
  public record Revocation(Instant at, Optional<RevocationReason> reason) {
    /// The history entry of a revocation that another act brings about, by the same actor.
    public Entry entry(Serial serial, Entry cause) {
      return entry(serial.hex(), cause);
    }

    /// The same without the certificate, whose serial is added to the subject.
    public Entry entryOfAny(Entry cause) {
      return entry("", cause);
    }

    private Entry entry(String serial, Entry cause) {
      return new Entry(
          at,
          cause.institution(),
          cause.actor(),
          Act.CERTIFICATE_REVOKED,
          "certificate:" + serial,
          reason.map(r -> Map.of("reason", r.name())).orElse(Map.of()));
    }
  }

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
