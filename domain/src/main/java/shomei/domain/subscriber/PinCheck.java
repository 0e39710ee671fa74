package shomei.domain.subscriber;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinStretch;
import shomei.domain.credential.PinVerifier;
import shomei.domain.credential.TokenSecret;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberId;

/// Keeps PINs and checks them. What is kept is a digest keyed by the token's secret over
/// subscriber, salt and PIN: four digits have only ten thousand values, so no slow hash protects
/// them against somebody who holds a copy of the database, but without the token there is nothing
/// to try them against. A memory-hard stretch on top, where the policy asks for it, slows down
/// somebody who holds both.
public final class PinCheck {
  private static final int SALT = 16;
  private static final int DIGEST = 32;
  private static final SubscriberId NOBODY = new SubscriberId(new UUID(0, 0));

  private final TokenSecret secret;
  private final PinStretch stretch;
  private final RandomGenerator random;
  private final PinCosts costs;

  public PinCheck(TokenSecret secret, PinStretch stretch, RandomGenerator random, PinCosts costs) {
    this.secret = secret;
    this.stretch = stretch;
    this.random = random;
    this.costs = costs;
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
  ///
  /// *Threat:* after `pins.stretch` has changed, the time of a try tells seats whose PIN was kept
  /// before from those of later and from names that nobody has. *Answer:* each try does the work of
  /// every cost at which the institution keeps PINs, the policy's included, once and in the same
  /// order.
  public boolean matchesLogin(
      Pin pin, InstitutionId institution, Optional<Subscriber> seat, Policy.Pins rule) {
    return matches(pin, institution, seat, Subscriber::loginPin, rule);
  }

  /// Whether this is the seat's confirmation PIN, likewise.
  public boolean matchesConfirmation(
      Pin pin, InstitutionId institution, Optional<Subscriber> seat, Policy.Pins rule) {
    return matches(pin, institution, seat, Subscriber::confirmationPin, rule);
  }

  /// What takes the place of `kept`, where it was made at another cost than the policy's.
  ///
  /// @param pin the one that `kept` was made of
  public Optional<PinVerifier> anew(
      Pin pin, SubscriberId owner, PinVerifier kept, Policy.Pins rule) {
    return kept.stretch().equals(rule.stretch())
        ? Optional.empty()
        : Optional.of(keep(pin, owner, rule));
  }

  /// Whether this is the PIN that `kept` was made of.
  public boolean matches(Pin pin, SubscriberId owner, PinVerifier kept) {
    return MessageDigest.isEqual(
        kept.digest().octets(), digest(pin, owner, kept.salt().octets(), kept.stretch()));
  }

  private boolean matches(
      Pin pin,
      InstitutionId institution,
      Optional<Subscriber> seat,
      Function<Subscriber, PinVerifier> which,
      Policy.Pins rule) {
    PinVerifier kept = seat.map(which).orElseGet(() -> nobodys(rule));
    SubscriberId owner = seat.map(Subscriber::id).orElse(NOBODY);
    byte[] salt = kept.salt().octets();
    byte[] text = pin.utf8();
    byte[] body = text;
    for (Policy.Stretch cost : costs.inUse(institution, rule.stretch(), kept.stretch())) {
      byte[] stretched = stretch.stretch(text, salt, cost);
      if (kept.stretch().equals(Optional.of(cost))) {
        body = stretched;
      }
    }
    byte[] digest = mac(owner, salt, body);
    Arrays.fill(text, (byte) 0);
    return MessageDigest.isEqual(kept.digest().octets(), digest);
  }

  /// One that no PIN has made: a digest is shorter.
  private static PinVerifier nobodys(Policy.Pins rule) {
    return new PinVerifier(
        Octets.of(new byte[SALT]), Octets.of(new byte[DIGEST + 1]), rule.stretch());
  }

  private byte[] digest(Pin pin, SubscriberId owner, byte[] salt, Optional<Policy.Stretch> cost) {
    byte[] text = pin.utf8();
    byte[] body = cost.isPresent() ? stretch.stretch(text, salt, cost.get()) : text;
    byte[] digest = mac(owner, salt, body);
    Arrays.fill(text, (byte) 0);
    return digest;
  }

  private byte[] mac(SubscriberId owner, byte[] salt, byte[] body) {
    byte[] framed =
        ByteBuffer.allocate(2 * Long.BYTES + SALT + body.length)
            .putLong(owner.value().getMostSignificantBits())
            .putLong(owner.value().getLeastSignificantBits())
            .put(salt)
            .put(body)
            .array();
    byte[] digest = secret.mac(TokenSecret.Purpose.PIN, framed);
    Arrays.fill(framed, (byte) 0);
    return digest;
  }
}
