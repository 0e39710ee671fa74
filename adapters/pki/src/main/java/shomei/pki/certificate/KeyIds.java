package shomei.pki.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// Key identifiers by RFC 7093 §2, method 1: the leftmost 160 bits of SHA-256 over the key's BIT
/// STRING. As long as RFC 5280's own, and without SHA-1.
public final class KeyIds {
  private static final int OCTETS = 20;

  private KeyIds() {}

  public static byte[] of(SubjectPublicKeyInfo key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getPublicKeyData().getOctets());
      return Arrays.copyOf(digest, OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
