package shomei.pki.request;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import shomei.domain.institution.Policy;
import shomei.pki.der.Encoded;
import shomei.pki.der.KeyTypes;
import shomei.protocol.jwk.WeakKeys;

/// The key for which a certificate is asked, of a kind that is taken and not weak.
record RequestedKey(Policy.KeyType kind, PublicKey key) {
  static RequestedKey of(SubjectPublicKeyInfo info) {
    Policy.KeyType kind =
        KeyTypes.of(info)
            .orElseThrow(
                () ->
                    CsrReader.bad(
                        "keys are on P-256 or P-384 (a named curve, the point uncompressed), Ed25519, or RSA"));
    PublicKey key = parse(info, kind);
    WeakKeys.weakness(key)
        .ifPresent(
            weakness -> {
              throw CsrReader.bad(weakness);
            });
    return new RequestedKey(kind, key);
  }

  private static PublicKey parse(SubjectPublicKeyInfo info, Policy.KeyType kind) {
    String algorithm =
        switch (kind) {
          case P256, P384 -> "EC";
          case ED25519 -> "Ed25519";
          case RSA -> "RSA";
        };
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePublic(new X509EncodedKeySpec(Encoded.der(info)));
    } catch (GeneralSecurityException e) {
      throw CsrReader.bad("the key is malformed");
    }
  }
}
