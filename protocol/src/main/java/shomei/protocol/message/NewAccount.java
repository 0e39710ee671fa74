package shomei.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The payload of newAccount (RFC 8555 §7.3).
///
/// @param externalAccountBinding a JWS for
///   [shomei.protocol.jws.Jws#parse(com.fasterxml.jackson.databind.JsonNode)]; reflected as it came
public record NewAccount(
    @Nullable List<String> contact,
    @Nullable Boolean termsOfServiceAgreed,
    @Nullable Boolean onlyReturnExisting,
    @Nullable ObjectNode externalAccountBinding) {

  public NewAccount {
    contact = contact == null ? null : List.copyOf(contact);
  }
}
