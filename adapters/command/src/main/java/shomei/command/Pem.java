package shomei.command;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Certificates in PEM (RFC 7468).
final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String certificate(Octets der) {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(LINES.encodeToString(der.octets()));
  }

  static Refusal unknown(String ca) {
    return new Refusal(Reason.NOT_FOUND, "there is no CA " + ca);
  }
}
