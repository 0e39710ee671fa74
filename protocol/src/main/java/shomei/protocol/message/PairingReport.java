package shomei.protocol.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How far a tool is with what a page wants of it.
///
/// @param status what a tool may say: confirmed, refused, processing, interrupted, valid
/// @param step from 1, where it is processing
/// @param steps how many there are
/// @param reason why it was interrupted, one word of the tool
/// @param certificate serial of the new certificate, in hexadecimal digits, where it is valid
/// @param store where it is kept, for people
public record PairingReport(
    PairingStatus status,
    @Nullable Integer step,
    @Nullable Integer steps,
    @Nullable String reason,
    @Nullable String certificate,
    @Nullable String store) {
  public PairingReport {
    Objects.requireNonNull(status, "status");
  }
}
