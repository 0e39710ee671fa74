package shomei.domain.oidc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// A key that signs an institution's ID tokens, RSA with 3072 bits; its private half never leaves
/// the token.
///
/// @param label of the key on the token, and `kid` of what it signs
/// @param publicKey DER SubjectPublicKeyInfo
public record SigningKey(InstitutionId institution, String label, Octets publicKey, Instant added) {
  /// For so long a key is published before it signs: nodes and applications have read it then.
  public static final Duration SETTLING = Duration.ofMinutes(10);

  /// The one that signs now: the newest that was published long enough, or else the oldest.
  ///
  /// @param keys newest first
  public static Optional<SigningKey> signing(List<SigningKey> keys, Instant now) {
    return keys.stream()
        .filter(key -> !now.isBefore(key.added().plus(SETTLING)))
        .findFirst()
        .or(() -> keys.isEmpty() ? Optional.empty() : Optional.of(keys.getLast()));
  }
}
