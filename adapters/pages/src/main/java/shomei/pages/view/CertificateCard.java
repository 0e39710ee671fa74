package shomei.pages.view;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import shomei.domain.certificate.Certificate;
import shomei.pages.text.Texts;

/// What of a certificate people compare with what their browser shows.
///
/// @param until as the page says it, in Japan's time
public record CertificateCard(
    String commonName, String organization, String unit, String serial, String until) {

  public static CertificateCard of(Certificate certificate, Texts texts) {
    try {
      X509Certificate read =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate.der().octets()));
      LdapName subject = new LdapName(read.getSubjectX500Principal().getName());
      return new CertificateCard(
          part(subject, "CN"),
          part(subject, "O"),
          part(subject, "OU"),
          certificate.serial().hex(),
          texts.time(certificate.notAfter()));
    } catch (CertificateException | InvalidNameException e) {
      throw new IllegalStateException("a certificate of ours is unreadable", e);
    }
  }

  private static String part(LdapName subject, String type) {
    return subject.getRdns().stream()
        .filter(rdn -> rdn.getType().equals(type))
        .map(Rdn::getValue)
        .map(Object::toString)
        .findFirst()
        .orElse("");
  }
}
