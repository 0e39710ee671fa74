package shomei.enrollment.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.state.Profile;

/// The request of a key that waits in the operating system's store, as `pending.csr` in the
/// profile's folder: there such a key signs nothing until it has its certificate. No secret.
final class PendingRequest {
  private final Path file;

  PendingRequest(Profile profile) {
    this.file = profile.file("pending.csr");
  }

  /// @param request PKCS#10, in DER or PEM
  WaitingKey keep(byte[] request) {
    byte[] der = der(request);
    WaitingKey key = parse(der);
    DurableFile.write(file, der);
    return key;
  }

  Optional<WaitingKey> read() {
    return Files.exists(file) ? Optional.of(parse(DurableFile.read(file))) : Optional.empty();
  }

  void delete() {
    DurableFile.delete(file);
  }

  private WaitingKey parse(byte[] der) {
    try {
      return new WaitingKey(new JcaPKCS10CertificationRequest(der).getPublicKey(), der);
    } catch (IOException | GeneralSecurityException unfit) {
      throw new EnrollmentException(new Failure.Damaged(file), unfit);
    }
  }

  private static byte[] der(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return text.startsWith("-----BEGIN")
        ? Base64.getMimeDecoder().decode(text.replaceAll("-----[^-]+-----", ""))
        : request;
  }
}
