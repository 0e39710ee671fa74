package shomei.enrollment.store;

import java.security.cert.X509Certificate;
import shomei.pkcs11.Attribute;
import shomei.sdk.CertificateFacts;

/// A certificate as an object of a PKCS#11 token.
final class TokenCertificate {

  private TokenCertificate() {}

  /// @param id that of its key
  static Attribute[] attributes(X509Certificate certificate, String label, byte[] id) {
    return new Attribute[] {
      Attribute.ofNumber(Attribute.CKA_CLASS, Attribute.CKO_CERTIFICATE),
      Attribute.ofTrue(Attribute.CKA_TOKEN),
      Attribute.ofNumber(Attribute.CKA_CERTIFICATE_TYPE, Attribute.CKC_X_509),
      Attribute.of(Attribute.CKA_LABEL, label),
      Attribute.of(Attribute.CKA_ID, id),
      Attribute.of(Attribute.CKA_SUBJECT, certificate.getSubjectX500Principal().getEncoded()),
      Attribute.of(Attribute.CKA_ISSUER, certificate.getIssuerX500Principal().getEncoded()),
      Attribute.of(Attribute.CKA_SERIAL_NUMBER, derInteger(certificate)),
      Attribute.of(Attribute.CKA_VALUE, CertificateFacts.der(certificate))
    };
  }

  /// What finds the certificate.
  static Attribute[] itself(X509Certificate certificate) {
    return new Attribute[] {
      Attribute.ofNumber(Attribute.CKA_CLASS, Attribute.CKO_CERTIFICATE),
      Attribute.of(Attribute.CKA_VALUE, CertificateFacts.der(certificate))
    };
  }

  private static byte[] derInteger(X509Certificate certificate) {
    byte[] number = certificate.getSerialNumber().toByteArray();
    byte[] der = new byte[number.length + 2];
    der[0] = 2;
    der[1] = (byte) number.length;
    System.arraycopy(number, 0, der, 2, number.length);
    return der;
  }
}
