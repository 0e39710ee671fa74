package shomei.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The answer to possession-01.
///
/// @param proof for [shomei.protocol.jws.Jws#parse(com.fasterxml.jackson.databind.JsonNode)] and
///   `toProof()`
/// @param pin the login PIN, where the policy asks for it
public record PossessionResponse(ObjectNode proof, @Nullable String pin) {

  public PossessionResponse {
    Objects.requireNonNull(proof, "proof");
  }

  /// Tells nothing: PINs appear in no log.
  @Override
  public String toString() {
    return "PossessionResponse[]";
  }
}
