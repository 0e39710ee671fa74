package shomei.domain.status;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;

/// Reads OCSP requests (RFC 6960 §4.1).
public interface OcspRequests {
  /// Requests in one question, at most.
  int MOST = 32;

  /// @return empty where it is no DER OCSPRequest with 1 to [#MOST] requests, has a critical
  ///   extension that we do not know, or a nonce that is not of 1 to 128 octets (RFC 9654 §2.1)
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the CAs cannot be read at the moment
  Optional<Question> read(Octets request);

  /// @param nonce to be given back
  record Question(List<Asked> asked, Optional<Octets> nonce) {
    public Question {
      asked = List.copyOf(asked);
    }
  }

  /// @param certificateId DER CertID, given back as it came
  /// @param issuer whose name and key it names, by SHA-1 or SHA-256; empty where none of our
  ///   issuing CAs is meant
  record Asked(Octets certificateId, Optional<IssuerId> issuer, BigInteger serial) {}
}
