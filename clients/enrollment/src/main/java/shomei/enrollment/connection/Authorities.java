package shomei.enrollment.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import shomei.enrollment.file.TextFile;

/// The certificates that a person named as those that the server's may come from.
final class Authorities {

  private Authorities() {}

  /// @param file PEM, in whatever encoding an editor saved it, or DER
  /// @throws CertificateException where there is none in it
  static KeyStore read(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(octets(file)));
    if (certificates.isEmpty()) {
      throw new CertificateException("no certificate in " + file);
    }
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      anchors.setCertificateEntry("ca-" + number++, certificate);
    }
    return anchors;
  }

  private static byte[] octets(Path file) throws IOException {
    try {
      return TextFile.read(file).getBytes(StandardCharsets.US_ASCII);
    } catch (CharacterCodingException der) {
      return Files.readAllBytes(file);
    }
  }
}
