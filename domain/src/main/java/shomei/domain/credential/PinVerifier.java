package shomei.domain.credential;

import java.util.Optional;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;

/// What is kept of a PIN: a salt and the keyed digest.
///
/// @param salt 16 random octets
/// @param digest 32 octets
/// @param stretch the memory-hard work that went into it
public record PinVerifier(Octets salt, Octets digest, Optional<Policy.Stretch> stretch) {
  @Override
  public String toString() {
    return "PinVerifier[…]";
  }
}
