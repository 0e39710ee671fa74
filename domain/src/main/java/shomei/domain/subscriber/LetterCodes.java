package shomei.domain.subscriber;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import shomei.domain.credential.LetterCode;
import shomei.domain.credential.TokenSecret;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberId;

/// Makes the one-time codes that go to holders by letter, and checks them. What is kept is a digest
/// keyed by the token's secret over the seat and the code, for as long as the right is open that
/// the code was made for.
public final class LetterCodes {
  private static final int DIGEST = 32;

  private final TokenSecret secret;
  private final RandomGenerator random;

  /// @param random cryptographically strong
  public LetterCodes(TokenSecret secret, RandomGenerator random) {
    this.secret = secret;
    this.random = random;
  }

  /// @param code to be shown once, for the letter
  /// @param digest to be kept
  public record Made(LetterCode code, Octets digest) {}

  /// A code for a right that opens, where the policy asks for one.
  public Optional<Made> make(Policy.Acquisition rule, SubscriberId owner) {
    if (!rule.letterCode()) {
      return Optional.empty();
    }
    LetterCode code = LetterCode.draw(random);
    return Optional.of(new Made(code, Octets.of(digest(code, owner))));
  }

  /// Whether this is the code of the seat's right. For a seat that does not exist or has no code
  /// the same work is done and the answer is no.
  public boolean matches(LetterCode code, Optional<Subscriber> seat) {
    byte[] kept =
        seat.flatMap(Subscriber::letterCode).map(Octets::octets).orElse(new byte[DIGEST + 1]);
    SubscriberId owner = seat.map(Subscriber::id).orElse(new SubscriberId(new UUID(0, 0)));
    return MessageDigest.isEqual(kept, digest(code, owner));
  }

  private byte[] digest(LetterCode code, SubscriberId owner) {
    byte[] signs = code.octets();
    return secret.mac(
        TokenSecret.Purpose.LETTER_CODE,
        ByteBuffer.allocate(2 * Long.BYTES + signs.length)
            .putLong(owner.value().getMostSignificantBits())
            .putLong(owner.value().getLeastSignificantBits())
            .put(signs)
            .array());
  }
}
