package shomei.domain.kernel;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
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

  /// Draws one: 46 bits of milliseconds, then 80 random ones. Those of one time lie together in an
  /// index, so that issuing touches few of its pages however many certificates there are.
  ///
  /// *Threat:* a serial that is known before it is signed lets a forger choose what collides with
  /// it. *Answer:* 80 random bits, more than the 64 that the CA/Browser Forum's Baseline
  /// Requirements ask for (§7.1); the time is no secret, `notBefore` tells it.
  ///
  /// @param now of which the number tells the milliseconds
  public static Serial draw(Instant now, RandomGenerator random) {
    byte[] drawn = new byte[10];
    random.nextBytes(drawn);
    long time = now.toEpochMilli() & (1L << 46) - 1 | 1L << 46;
    byte[] octets = ByteBuffer.allocate(18).putLong(time).put(drawn).array();
    return new Serial(HexFormat.of().formatHex(octets, 2, octets.length));
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
