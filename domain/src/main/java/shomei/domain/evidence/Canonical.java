package shomei.domain.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import shomei.domain.kernel.Octets;

/// SHA-256 over fields of text that cannot run into each other: each is its length in octets of
/// UTF-8 as a decimal number, a colon, and those octets. Anybody can write this in any language.
public final class Canonical {
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final MessageDigest sha256;

  /// @param kind of thing, the first field, so that no two kinds have one digest
  Canonical(String kind) {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
    add(kind);
  }

  Canonical add(String field) {
    byte[] octets = field.getBytes(StandardCharsets.UTF_8);
    sha256.update((octets.length + ":").getBytes(StandardCharsets.US_ASCII));
    sha256.update(octets);
    return this;
  }

  Canonical add(long field) {
    return add(Long.toString(field));
  }

  Canonical add(Octets field) {
    return add(field.hex());
  }

  Octets digest() {
    return Octets.of(sha256.digest());
  }

  /// An instant in the one form that digests and exports know: UTC, six digits of the second.
  public static String time(Instant at) {
    return MICROSECONDS.format(at);
  }
}
