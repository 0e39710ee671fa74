package shomei.domain.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;

/// Signs OCSP answers with a responder's key on the token, whose certificate each issuing CA gives
/// for a short time and anew before it ends.
public interface OcspSigner {
  /// @return a DER OCSPResponse that is successful (RFC 6960 §4.2), its signature verified
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away
  Octets sign(Statement statement);

  /// @param producedAt also thisUpdate of all
  /// @param nonce to be given back
  record Statement(
      IssuerId ca,
      List<Single> answers,
      Instant producedAt,
      Instant nextUpdate,
      Optional<Octets> nonce) {
    public Statement {
      answers = List.copyOf(answers);
    }
  }

  /// @param certificateId DER CertID
  record Single(Octets certificateId, Fate fate) {}

  /// What is said of a certificate.
  sealed interface Fate {
    record Good() implements Fate {}

    record Revoked(Certificate.Revocation revocation) implements Fate {}

    record Unknown() implements Fate {}
  }
}
