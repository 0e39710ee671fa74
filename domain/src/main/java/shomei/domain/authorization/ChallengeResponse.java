package shomei.domain.authorization;

import java.security.PublicKey;
import java.util.Optional;
import java.util.function.Predicate;
import shomei.domain.credential.LetterCode;
import shomei.domain.credential.Pin;
import shomei.domain.kernel.Octets;

/// A client's response to a challenge (PROTOCOL.md, *Challenge types*).
public sealed interface ChallengeResponse {
  /// @param newPin what the holder wants in the place of a temporary PIN
  /// @param letterCode the code of the letter
  record OfPin(Pin pin, Optional<String> newPin, Optional<LetterCode> letterCode)
      implements ChallengeResponse {
    @Override
    public String toString() {
      return "OfPin[…]";
    }
  }

  record OfPossession(Proof proof, Optional<Pin> pin) implements ChallengeResponse {}

  /// The client is ready: look at the name.
  record Look() implements ChallengeResponse {}

  /// A signature by the key of the certificate that is to be replaced.
  ///
  /// @param certificateSha256 which certificate: the digest over its DER (`x5t#S256`)
  /// @param payload what was signed; the key authorization, if it is to hold
  /// @param signedBy whether the signature verifies with a key
  record Proof(Octets certificateSha256, String payload, Predicate<PublicKey> signedBy) {}
}
