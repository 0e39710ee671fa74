package shomei.domain.ca;

import java.time.Instant;
import java.util.List;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;

/// The issuing CAs with their keys.
public interface IssuingCa {
  /// When the institution's newest CA ends: the last instant of any certificate that it signs.
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the institution has no CA
  Instant end(InstitutionId institution);

  /// Builds the certificate that the institution's newest CA would sign, and lints it against RFC
  /// 5280 and its profile. Touches no token.
  ///
  /// @throws IllegalStateException where the lint finds fault: it is ours, and nothing is signed
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE, with the time to wait, where the institution
  ///   has no CA; MALFORMED where its CA would not outlive the certificate
  ToBeSigned prepare(CertificateTemplate template);

  /// Signs on the token.
  ///
  /// @return the DER certificate, its signature verified with the CA's public key
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away, with the time to
  ///   wait; the same call succeeds when the token is back, without a restart
  Octets sign(ToBeSigned certificate);

  /// The certificates to hand out behind an end-entity's, the issuer's first and the root left out.
  List<Octets> chain(IssuerId issuer);

  /// The issuer's key identifier, as certificates name it (RFC 5280 §4.2.1.1).
  Octets keyId(IssuerId issuer);

  /// The DER of the issuer's certificate and those above it, the root last.
  List<Octets> path(IssuerId issuer);
}
