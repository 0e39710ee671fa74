package shomei.domain.kernel;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// A certificate's serial number (RFC 5280 §4.1.2.2), unique over all issuers of the server.
///
/// @param hex 32 lower-case hexadecimal digits, the first 4–7, so that the number is positive and
///   always 16 octets long without a leading zero
public record Serial(String hex) {
  private static final Pattern FORM = Pattern.compile("[4-7][0-9a-f]{31}");

  public Serial {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a serial number of ours");
    }
  }

  /// Draws one: 126 random bits.
  public static Serial draw(RandomGenerator random) {
    byte[] octets = new byte[16];
    random.nextBytes(octets);
    octets[0] = (byte) ((octets[0] & 0x3f) | 0x40);
    return new Serial(HexFormat.of().formatHex(octets));
  }

  /// @return empty where the number cannot be one of ours
  public static Optional<Serial> of(BigInteger number) {
    return ofHex(number.signum() < 0 ? "" : number.toString(16));
  }

  public static Optional<Serial> ofHex(String hex) {
    return FORM.matcher(hex).matches() ? Optional.of(new Serial(hex)) : Optional.empty();
  }

  public BigInteger number() {
    return new BigInteger(hex, 16);
  }

  @Override
  public String toString() {
    return hex;
  }
}
