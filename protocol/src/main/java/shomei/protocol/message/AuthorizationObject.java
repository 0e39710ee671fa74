package shomei.protocol.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shomei.protocol.identifier.Identifier;

/// An authorization (RFC 8555 §7.1.4).
///
/// @param identifier without `*.` where the order named a wildcard
/// @param expires present when valid
/// @param wildcard true, or absent
public record AuthorizationObject(
    Identifier identifier,
    Status status,
    @Nullable Instant expires,
    List<ChallengeObject> challenges,
    @Nullable Boolean wildcard) {

  public AuthorizationObject {
    Objects.requireNonNull(identifier, "identifier");
    Objects.requireNonNull(status, "status");
    challenges = List.copyOf(Objects.requireNonNull(challenges, "challenges"));
  }
}
