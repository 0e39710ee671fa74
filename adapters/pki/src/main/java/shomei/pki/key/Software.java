package shomei.pki.key;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import shomei.pki.der.Encoded;

/// The providers that compute in this process, chosen by the figures in README.md, and what is read
/// with them. None is registered with the JVM here: nobody else's choice changes ours, nor ours
/// theirs.
public final class Software {
  public static final Provider PROVIDER = new BouncyCastleProvider();

  /// For ECDSA and RSA: Amazon's native one where its library loads, else Bouncy Castle. Both
  /// accept and make the same signatures.
  public static final Provider SIGNATURES =
      AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null
          ? AmazonCorrettoCryptoProvider.INSTANCE
          : PROVIDER;

  private Software() {}

  /// An issuing key.
  ///
  /// @throws IllegalArgumentException where it is neither on a curve nor RSA
  public static PublicKey publicKey(SubjectPublicKeyInfo info) {
    boolean rsa = PKCSObjectIdentifiers.rsaEncryption.equals(info.getAlgorithm().getAlgorithm());
    try {
      return KeyFactory.getInstance(rsa ? "RSA" : "EC", SIGNATURES)
          .generatePublic(new X509EncodedKeySpec(Encoded.der(info)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a public key", e);
    }
  }

  public static SubjectPublicKeyInfo keyInfo(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }

  /// The certificate's key, as this provider has it.
  public static PublicKey publicKey(X509Certificate certificate) {
    return publicKey(keyInfo(certificate.getPublicKey()));
  }

  /// @throws IllegalArgumentException where it is no certificate
  public static X509Certificate certificate(byte[] der) {
    try (var in = new ByteArrayInputStream(der)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("not a certificate", e);
    }
  }
}
