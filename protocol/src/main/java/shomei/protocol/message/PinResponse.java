package shomei.protocol.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The answer to pin-01.
///
/// @param pin the login PIN
/// @param newPin takes the place of a temporary PIN
public record PinResponse(String pin, @Nullable String newPin) {

  public PinResponse {
    Objects.requireNonNull(pin, "pin");
  }

  /// Tells nothing: PINs appear in no log.
  @Override
  public String toString() {
    return "PinResponse[]";
  }
}
