package shomei.domain.subscriber;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinStretch;
import shomei.domain.credential.PinVerifier;
import shomei.domain.credential.TokenSecret;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberId;

/// Keeps PINs and checks them. What is kept is a digest keyed by the token's secret over
/// subscriber, salt and PIN: four digits have only ten thousand values, so no slow hash protects
/// them against somebody who holds a copy of the database, but without the token there is nothing
/// to try them against. A memory-hard stretch on top, where the policy asks for it, slows down
/// somebody who holds both.
public final class PinCheck {
  private static final int SALT = 16;

  private final TokenSecret secret;
  private final PinStretch stretch;
  private final RandomGenerator random;

  public PinCheck(TokenSecret secret, PinStretch stretch, RandomGenerator random) {
    this.secret = secret;
    this.stretch = stretch;
    this.random = random;
  }

  /// @param owner whose PIN it is: the verifier of one seat is worth nothing at another
  public PinVerifier keep(Pin pin, SubscriberId owner, Policy.Pins rule) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return new PinVerifier(
        Octets.of(salt), Octets.of(digest(pin, owner, salt, rule.stretch())), rule.stretch());
  }

  /// Whether this is the seat's login PIN. For a seat that does not exist the same work is done and
  /// the answer is no.
  public boolean matchesLogin(Pin pin, Optional<Subscriber> seat, Policy.Pins rule) {
    return seat.map(holder -> matches(pin, holder.id(), holder.loginPin()))
        .orElseGet(() -> matchesNobody(pin, rule));
  }

  /// Whether this is the seat's confirmation PIN, likewise.
  public boolean matchesConfirmation(Pin pin, Optional<Subscriber> seat, Policy.Pins rule) {
    return seat.map(holder -> matches(pin, holder.id(), holder.confirmationPin()))
        .orElseGet(() -> matchesNobody(pin, rule));
  }

  /// Whether this is the PIN that `kept` was made of.
  public boolean matches(Pin pin, SubscriberId owner, PinVerifier kept) {
    return MessageDigest.isEqual(
        kept.digest().octets(), digest(pin, owner, kept.salt().octets(), kept.stretch()));
  }

  private boolean matchesNobody(Pin pin, Policy.Pins rule) {
    byte[] digest = digest(pin, new SubscriberId(new UUID(0, 0)), new byte[SALT], rule.stretch());
    return MessageDigest.isEqual(digest, new byte[digest.length + 1]);
  }

  private byte[] digest(Pin pin, SubscriberId owner, byte[] salt, Optional<Policy.Stretch> cost) {
    byte[] text = pin.utf8();
    byte[] body = cost.isPresent() ? stretch.stretch(text, salt, cost.get()) : text;
    byte[] framed =
        ByteBuffer.allocate(2 * Long.BYTES + SALT + body.length)
            .putLong(owner.value().getMostSignificantBits())
            .putLong(owner.value().getLeastSignificantBits())
            .put(salt)
            .put(body)
            .array();
    byte[] digest = secret.mac(TokenSecret.Purpose.PIN, framed);
    Arrays.fill(text, (byte) 0);
    Arrays.fill(framed, (byte) 0);
    return digest;
  }
}
