package shomei.pki.request;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Objects;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import shomei.domain.institution.Policy;
import shomei.pki.der.Encoded;
import shomei.pki.der.KeyTypes;
import shomei.pki.key.Software;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.problem.ProblemException;

/// The key for which a certificate is asked, of a kind that is taken and not weak.
///
/// @param key to verify the request with
/// @param thumbprint RFC 7638, SHA-256, base64url
record RequestedKey(Policy.KeyType kind, PublicKey key, String thumbprint) {
  static RequestedKey of(SubjectPublicKeyInfo info) {
    Policy.KeyType kind =
        KeyTypes.of(info)
            .orElseThrow(
                () ->
                    CsrReader.bad(
                        "keys are on P-256 or P-384 (a named curve, the point uncompressed),"
                            + " Ed25519, or RSA"));
    try {
      PublicKey key = parse(info, kind);
      return new RequestedKey(kind, key, Jwk.of(key).thumbprint());
    } catch (ProblemException weak) {
      throw CsrReader.bad(Objects.requireNonNullElse(weak.problem().detail(), "the key is weak"));
    }
  }

  /// On curves at once as the provider wants it that will verify.
  private static PublicKey parse(SubjectPublicKeyInfo info, Policy.KeyType kind) {
    try {
      return switch (kind) {
        case P256, P384 -> Software.publicKey(info);
        case ED25519 -> parse(info, "Ed25519");
        case RSA -> parse(info, "RSA");
      };
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw CsrReader.bad("the key is malformed");
    }
  }

  private static PublicKey parse(SubjectPublicKeyInfo info, String algorithm)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(Encoded.der(info)));
  }
}
