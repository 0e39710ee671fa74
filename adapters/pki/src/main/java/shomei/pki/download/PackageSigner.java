package shomei.pki.download;

import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import shomei.domain.kernel.Octets;

/// Whoever signs the packages of the client app, by the one certificate that the operator names: no
/// path is built, and no certificate that a signature brings is believed.
public final class PackageSigner {
  private static final String SHA_256 = NISTObjectIdentifiers.id_sha256.getId();

  private final X509Certificate certificate;

  private PackageSigner(X509Certificate certificate) {
    this.certificate = certificate;
  }

  /// @param pem a certificate
  /// @throws IllegalArgumentException where it is none, or more than one
  public static PackageSigner of(InputStream pem) {
    try {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (all.size() != 1) {
        throw new IllegalArgumentException("there is not exactly one certificate in it");
      }
      return new PackageSigner((X509Certificate) all.iterator().next());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it holds something else than a certificate", e);
    }
  }

  /// The common name, or the whole subject where there is none.
  public String name() {
    String subject = certificate.getSubjectX500Principal().getName();
    try {
      return new LdapName(subject)
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .map(Object::toString)
              .findFirst()
              .orElse(subject);
    } catch (InvalidNameException e) {
      throw new IllegalStateException("the JDK writes names that it cannot read", e);
    }
  }

  /// SHA-256 over the certificate.
  public Octets fingerprint() {
    try {
      return Octets.of(certificate.getEncoded()).sha256();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read has no encoding", e);
    }
  }

  /// Whether it is this signer's signature, and over what has that digest. One that names its time
  /// must have been made while the certificate was good.
  ///
  /// @param signature CMS without content (RFC 5652 §5.2), with SHA-256, as `openssl cms -sign
  ///   -binary -md sha256 -outform DER` makes it
  /// @param sha256 of the file
  public boolean signed(Octets signature, Octets sha256) {
    try {
      Collection<SignerInformation> signers =
          new CMSSignedData(Map.of(SHA_256, sha256.octets()), signature.octets())
              .getSignerInfos()
              .getSigners();
      return signers.size() == 1 && isGood(signers.iterator().next());
    } catch (CMSException | GeneralSecurityException | OperatorCreationException e) {
      return false;
    } catch (RuntimeException unreadable) {
      // what is no signature fails in many ways
      return false;
    }
  }

  private boolean isGood(SignerInformation signer)
      throws GeneralSecurityException, OperatorCreationException, CMSException {
    return signer.getDigestAlgOID().equals(SHA_256)
        && signer.getSignedAttributes() != null
        && signer.getSID().match(new JcaX509CertificateHolder(certificate))
        && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
  }
}
