package shomei.protocol.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The answer to pin-01.
///
/// @param pin the login PIN
/// @param newPin takes the place of a temporary PIN
/// @param code the one-time code of the letter, where the challenge asks for it
public record PinResponse(String pin, @Nullable String newPin, @Nullable String code) {

  public PinResponse {
    Objects.requireNonNull(pin, "pin");
  }

  /// Tells nothing: PINs and codes appear in no log.
  @Override
  public String toString() {
    return "PinResponse[]";
  }
}
