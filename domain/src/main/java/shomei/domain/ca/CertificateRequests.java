package shomei.domain.ca;

import shomei.domain.kernel.Octets;

/// Reads certificate signing requests.
public interface CertificateRequests {
  /// Parses the request and verifies its signature; weak keys (size, curve, ROCA, close primes),
  /// weak signature algorithms (SHA-1, MD5) and anything after the DER are refused. Other
  /// extensions that it asks for are ignored: nothing of them gets into a certificate.
  ///
  /// @param der a PKCS#10 request
  /// @throws shomei.domain.kernel.Refusal BAD_CSR, saying what is wrong with it
  CertificateRequest read(Octets der);
}
