package shomei.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import shomei.domain.kernel.Octets;

/// Certificates as OpenSSL reads them.
public final class Pem {
  private Pem() {}

  public static Path write(Path file, List<Octets> certificates) {
    Base64.Encoder base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    String text =
        certificates.stream()
            .map(
                der ->
                    "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(base64.encodeToString(der.octets())))
            .collect(Collectors.joining());
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
