package shomei.domain.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Octets that do not change: DER, digests, salts.
public final class Octets {
  private final byte[] octets;

  private Octets(byte[] octets) {
    this.octets = octets;
  }

  public static Octets of(byte[] octets) {
    return new Octets(octets.clone());
  }

  public static Octets ofHex(String hex) {
    return new Octets(HexFormat.of().parseHex(hex));
  }

  public byte[] octets() {
    return octets.clone();
  }

  /// A copy of those from one place up to another.
  public byte[] range(int from, int to) {
    return Arrays.copyOfRange(octets, from, to);
  }

  /// The SHA-256 digest over them.
  public Octets sha256() {
    try {
      return new Octets(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }

  public int length() {
    return octets.length;
  }

  public String hex() {
    return HexFormat.of().formatHex(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return octets.length + " octets";
  }
}
