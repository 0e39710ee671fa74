package shomei.protocol.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shomei.protocol.identifier.Identifier;

/// The payload of newOrder (RFC 8555 §7.4).
///
/// @param replaces certID of the certificate that this order renews (RFC 9773 §5)
/// @param profile one of the directory's (draft-ietf-acme-profiles)
public record NewOrder(
    List<Identifier> identifiers,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable String replaces,
    @Nullable String profile) {

  public NewOrder {
    identifiers = List.copyOf(Objects.requireNonNull(identifiers, "identifiers"));
  }
}
