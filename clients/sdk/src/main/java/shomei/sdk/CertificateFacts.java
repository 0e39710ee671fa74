package shomei.sdk;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import shomei.protocol.certid.CertId;
import shomei.protocol.json.Base64Url;

/// What the protocol asks of a certificate that the client holds.
public final class CertificateFacts {
  private static final int LONGEST_CHAIN = 10;

  private CertificateFacts() {}

  /// Its name in `replaces` and `renewalInfo` (RFC 9773 §4.1).
  ///
  /// @throws IllegalArgumentException where it has no authority key identifier
  public static CertId certId(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.authorityKeyIdentifier.getId());
    byte[] keyIdentifier =
        extension == null
            ? null
            : AuthorityKeyIdentifier.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                .getKeyIdentifierOctets();
    if (keyIdentifier == null) {
      throw new IllegalArgumentException("the certificate names no authority key identifier");
    }
    return CertId.of(keyIdentifier, certificate.getSerialNumber());
  }

  /// The SHA-256 over its DER in base64url: `x5t#S256` (RFC 7515 §4.1.8).
  public static String sha256(X509Certificate certificate) {
    try {
      return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(der(certificate)));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every Java platform has SHA-256", never);
    }
  }

  public static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException never) {
      throw new IllegalStateException("a certificate that was read cannot be written", never);
    }
  }

  /// Reads `application/pem-certificate-chain` (RFC 8555 §9.1): the subscriber's certificate first,
  /// each next one certifying the one before it.
  ///
  /// @throws AcmeFailure.Unreadable where it is not that
  public static List<X509Certificate> chain(byte[] pem) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty() || chain.size() > LONGEST_CHAIN) {
        throw new AcmeFailure.Unreadable("the chain holds %d certificates".formatted(chain.size()));
      }
      for (int i = 1; i < chain.size(); i++) {
        chain.get(i - 1).verify(chain.get(i).getPublicKey());
      }
      return chain;
    } catch (CertificateException unreadable) {
      throw new AcmeFailure.Unreadable("the chain is not PEM: " + unreadable.getMessage());
    } catch (GeneralSecurityException unchained) {
      throw new AcmeFailure.Unreadable("the chain does not hang together");
    }
  }
}
