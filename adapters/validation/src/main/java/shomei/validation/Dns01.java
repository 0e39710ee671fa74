package shomei.validation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import shomei.domain.kernel.Reason;

/// RFC 8555 §8.4: some TXT record of `_acme-challenge.{name}` is the digest of the key
/// authorization.
final class Dns01 {
  private final Dns dns;

  Dns01(Dns dns) {
    this.dns = dns;
  }

  void look(String name, String keyAuthorization) throws LookFailed {
    String expected =
        Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(keyAuthorization));
    if (!dns.texts("_acme-challenge." + name).contains(expected)) {
      throw new LookFailed(
          Reason.INCORRECT_RESPONSE,
          "no TXT record of _acme-challenge." + name + " is the key authorization's digest");
    }
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }
}
