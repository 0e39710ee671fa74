package shomei.domain.oidc;

import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// The private halves of the [SigningKeys], on the token.
public interface TokenSigner {
  /// Makes a key that never leaves its place.
  ///
  /// @return DER SubjectPublicKeyInfo
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away, or the institution
  ///   has no CA to certify it
  Octets create(InstitutionId institution, String label);

  /// Signs by RSASSA-PKCS1-v1_5 with SHA-256 (`RS256`).
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away
  byte[] sign(SigningKey key, byte[] message);
}
