package shomei.domain.access;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Makes nonces (RFC 8555 §6.5) that carry their own proof: the version of their form, when they
/// expire in milliseconds, the node that made them and their number there, and 16 octets of
/// HMAC-SHA-256 under a key that all nodes derive from the token's secret. So every node knows the
/// nonces of the others and whose they are, and a flood of invented ones asks nobody anything.
///
/// A node's number and count are no secrets: who reads them learns how many nonces it has made.
public final class Nonces {
  private static final byte VERSION = 2;
  private static final int BODY = 1 + 3 * Long.BYTES;
  private static final int TAG = 16;

  /// Of the version before: when they were made in milliseconds (47 bits) and for how many seconds
  /// (17 bits), and 16 random octets. The version after this one takes none.
  private static final int FORMER_BODY = 24;

  private static final int LIFETIME_BITS = 17;
  private static final long LONGEST = (1L << LIFETIME_BITS) - 1;

  private final Mac keyed;
  private final Duration lifetime;
  private final SpentNonces spent;
  private final InstantSource clock;

  /// @param key 32 octets, the same on every node
  /// @param lifetime at least a second
  /// @throws IllegalArgumentException where it is shorter
  public Nonces(byte[] key, Duration lifetime, SpentNonces spent, InstantSource clock) {
    if (lifetime.toSeconds() < 1) {
      throw new IllegalArgumentException("no lifetime of a nonce: " + lifetime);
    }
    this.keyed = keyed(key);
    this.lifetime = lifetime;
    this.spent = spent;
    this.clock = clock;
  }

  /// @return 55 characters of base64url without padding
  public String mint() {
    Nonce.Numbered made = spent.make(clock.instant().plus(lifetime));
    byte[] body =
        ByteBuffer.allocate(BODY)
            .put(VERSION)
            .putLong(made.expires().toEpochMilli())
            .putLong(made.node())
            .putLong(made.number())
            .array();
    byte[] nonce = ByteBuffer.allocate(BODY + TAG).put(body).put(tag(body)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  /// Takes the nonce that a request carries, which is spent from then on, whatever comes of the
  /// request.
  ///
  /// @param octets what its base64url decodes to
  /// @throws Refusal BAD_NONCE where it is not ours, has expired or was used before; of the first
  ///   two nobody is asked
  public void take(byte[] octets) {
    if (!spent.spend(read(octets))) {
      throw bad();
    }
  }

  Nonce read(byte[] octets) {
    int length = octets.length - TAG;
    if (length != BODY && length != FORMER_BODY) {
      throw bad();
    }
    byte[] body = Arrays.copyOf(octets, length);
    if (!MessageDigest.isEqual(Arrays.copyOfRange(octets, length, octets.length), tag(body))) {
      throw bad();
    }
    Nonce nonce = length == BODY ? numbered(ByteBuffer.wrap(body)) : former(body);
    if (!clock.instant().isBefore(nonce.expires())) {
      throw bad();
    }
    return nonce;
  }

  private static Nonce numbered(ByteBuffer body) {
    if (body.get() != VERSION) {
      throw bad();
    }
    Instant expires = Instant.ofEpochMilli(body.getLong());
    return new Nonce.Numbered(body.getLong(), body.getLong(), expires);
  }

  private static Nonce former(byte[] body) {
    long times = ByteBuffer.wrap(body).getLong();
    Instant minted = Instant.ofEpochMilli(times >>> LIFETIME_BITS);
    Octets id = Octets.of(Arrays.copyOfRange(body, Long.BYTES, body.length));
    return new Nonce.Former(id, minted, minted.plusSeconds(times & LONGEST));
  }

  /// The refusal of a nonce that is unknown, expired or used: the three look alike.
  private static Refusal bad() {
    return new Refusal(Reason.BAD_NONCE, "the nonce is unknown, expired or was used before");
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HmacSHA256", e);
    }
  }

  private byte[] tag(byte[] body) {
    try {
      return Arrays.copyOf(((Mac) keyed.clone()).doFinal(body), TAG);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HmacSHA256 cannot be copied", e);
    }
  }
}
