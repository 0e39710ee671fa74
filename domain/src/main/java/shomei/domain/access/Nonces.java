package shomei.domain.access;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Makes nonces (RFC 8555 §6.5) that carry their own proof: when they were made in milliseconds (47
/// bits) and for how many seconds (17 bits), 16 random octets, and 16 octets of HMAC-SHA-256 under
/// a key that all nodes derive from the token's secret. So every node knows the nonces of the
/// others, a restart forgets none, and a flood of invented ones never reaches the database.
public final class Nonces {
  private static final int RANDOM = 16;
  private static final int TAG = 16;
  private static final int LENGTH = Long.BYTES + RANDOM + TAG;
  private static final int LIFETIME_BITS = 17;
  private static final long LONGEST = (1L << LIFETIME_BITS) - 1;

  private final SecretKeySpec key;
  private final long lifetime;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param key 32 octets, the same on every node
  /// @param lifetime counted in whole seconds, at most 36 hours
  /// @throws IllegalArgumentException where it is longer, or shorter than a second
  public Nonces(byte[] key, Duration lifetime, InstantSource clock, RandomGenerator random) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.lifetime = lifetime.toSeconds();
    if (this.lifetime < 1 || this.lifetime > LONGEST) {
      throw new IllegalArgumentException("no lifetime of a nonce: " + lifetime);
    }
    this.clock = clock;
    this.random = random;
  }

  /// @return 54 characters of base64url without padding
  public String mint() {
    byte[] id = new byte[RANDOM];
    random.nextBytes(id);
    long times = clock.instant().toEpochMilli() << LIFETIME_BITS | lifetime;
    byte[] body = ByteBuffer.allocate(Long.BYTES + RANDOM).putLong(times).put(id).array();
    byte[] nonce = ByteBuffer.allocate(LENGTH).put(body).put(tag(body)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  /// Reads a nonce that a request carries; `octets` is what its base64url decodes to.
  ///
  /// @throws Refusal BAD_NONCE where it is not ours or has expired
  public Nonce read(byte[] octets) {
    if (octets.length != LENGTH) {
      throw bad();
    }
    byte[] body = Arrays.copyOf(octets, Long.BYTES + RANDOM);
    byte[] tag = Arrays.copyOfRange(octets, body.length, LENGTH);
    if (!MessageDigest.isEqual(tag, tag(body))) {
      throw bad();
    }
    long times = ByteBuffer.wrap(body).getLong();
    Instant minted = Instant.ofEpochMilli(times >>> LIFETIME_BITS);
    Instant expires = minted.plusSeconds(times & LONGEST);
    if (!clock.instant().isBefore(expires)) {
      throw bad();
    }
    return new Nonce(Octets.of(Arrays.copyOfRange(body, Long.BYTES, body.length)), minted, expires);
  }

  /// The refusal of a nonce that is unknown, expired or used: the three look alike.
  public static Refusal bad() {
    return new Refusal(Reason.BAD_NONCE, "the nonce is unknown, expired or was used before");
  }

  private byte[] tag(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(body), TAG);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HmacSHA256", e);
    }
  }
}
