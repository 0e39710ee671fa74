package shomei.pki.request;

import java.security.GeneralSecurityException;
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
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import shomei.pki.der.Encoded;
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
  static boolean verifies(CertificationRequest request) {
    SubjectPublicKeyInfo key = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
    String usual = USUAL.get(request.getSignatureAlgorithm().getAlgorithm());
    try {
      return usual == null ? verifiesRarely(request, key) : verifies(request, key, usual);
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | OperatorCreationException
        | PKCSException e) {
      return false;
    }
  }

  private static boolean verifies(
      CertificationRequest request, SubjectPublicKeyInfo key, String algorithm)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm, Software.SIGNATURES);
    signature.initVerify(Software.publicKey(key));
    signature.update(Encoded.der(request.getCertificationRequestInfo()));
    return signature.verify(request.getSignature().getOctets());
  }

  /// Ed25519 and PSS.
  private static boolean verifiesRarely(CertificationRequest request, SubjectPublicKeyInfo key)
      throws OperatorCreationException, PKCSException {
    var verifiers = new JcaContentVerifierProviderBuilder().setProvider(Software.PROVIDER);
    return new PKCS10CertificationRequest(request).isSignatureValid(verifiers.build(key));
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
