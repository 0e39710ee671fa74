package shomei.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shomei.protocol.identifier.Identifier;
import shomei.protocol.problem.Problem;

/// An order (RFC 8555 §7.1.3).
///
/// @param expires when the server gives it up; present while pending, ready and valid
/// @param error why it is invalid
/// @param finalizeUrl `finalize` on the wire
/// @param certificate present when valid
public record OrderObject(
    Status status,
    @Nullable Instant expires,
    List<Identifier> identifiers,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable Problem error,
    List<URI> authorizations,
    @JsonProperty("finalize") URI finalizeUrl,
    @Nullable URI certificate,
    @Nullable String replaces,
    @Nullable String profile) {

  public OrderObject {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(finalizeUrl, "finalize");
    identifiers = List.copyOf(Objects.requireNonNull(identifiers, "identifiers"));
    authorizations = List.copyOf(Objects.requireNonNull(authorizations, "authorizations"));
  }
}
