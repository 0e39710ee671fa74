package shomei.pki.request;

import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// Which signatures of requests count: those over SHA-256, SHA-384 or SHA-512, and Ed25519's.
final class RequestSignatures {
  private static final Set<ASN1ObjectIdentifier> STRONG =
      Set.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption,
          EdECObjectIdentifiers.id_Ed25519);

  private static final Set<ASN1ObjectIdentifier> STRONG_DIGESTS =
      Set.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512);

  private RequestSignatures() {}

  static boolean areStrong(AlgorithmIdentifier algorithm) {
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return algorithm.getParameters() != null
          && strong(RSASSAPSSparams.getInstance(algorithm.getParameters()));
    }
    return STRONG.contains(algorithm.getAlgorithm());
  }

  /// The mask's digest counts too: both default to SHA-1 (RFC 4055 §3.1).
  private static boolean strong(RSASSAPSSparams pss) {
    AlgorithmIdentifier mask = pss.getMaskGenAlgorithm();
    return STRONG_DIGESTS.contains(pss.getHashAlgorithm().getAlgorithm())
        && mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
        && STRONG_DIGESTS.contains(
            AlgorithmIdentifier.getInstance(mask.getParameters()).getAlgorithm());
  }
}
