package shomei.pki.request;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import shomei.pki.key.Software;

/// Which signatures of requests count: those over SHA-256, SHA-384 or SHA-512, and Ed25519's.
final class RequestSignatures {
  /// By their names in the Java Cryptography Architecture.
  private static final Map<ASN1ObjectIdentifier, String> USUAL =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA",
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA");

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
    return USUAL.containsKey(algorithm.getAlgorithm())
        || algorithm.getAlgorithm().equals(EdECObjectIdentifiers.id_Ed25519);
  }

  /// Whether the request is signed by the key that it names.
  ///
  /// @param signed the octets that came of its CertificationRequestInfo
  /// @param key that it names
  static boolean verifies(CertificationRequest request, byte[] signed, PublicKey key) {
    String usual = USUAL.get(request.getSignatureAlgorithm().getAlgorithm());
    byte[] signature = request.getSignature().getOctets();
    try {
      return usual == null
          ? verifiesRarely(request, signed, signature)
          : verifies(usual, key, signed, signature);
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | IOException
        | OperatorCreationException e) {
      return false;
    }
  }

  private static boolean verifies(String algorithm, PublicKey key, byte[] signed, byte[] octets)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm, Software.SIGNATURES);
    signature.initVerify(key);
    signature.update(signed);
    return signature.verify(octets);
  }

  /// Ed25519 and PSS.
  private static boolean verifiesRarely(CertificationRequest request, byte[] signed, byte[] octets)
      throws IOException, OperatorCreationException {
    ContentVerifier verifier =
        new JcaContentVerifierProviderBuilder()
            .setProvider(Software.PROVIDER)
            .build(request.getCertificationRequestInfo().getSubjectPublicKeyInfo())
            .get(request.getSignatureAlgorithm());
    try (OutputStream content = verifier.getOutputStream()) {
      content.write(signed);
    }
    return verifier.verify(octets);
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
