package shomei.protocol.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The payload of newAccount (RFC 8555 §7.3).
///
/// @param externalAccountBinding a JWS for [shomei.protocol.jws.Jws#parse(JsonNode)]; reflected as
///   it came
public record NewAccount(
    @Nullable List<String> contact,
    @Nullable Boolean termsOfServiceAgreed,
    @Nullable Boolean onlyReturnExisting,
    @Nullable JsonNode externalAccountBinding) {

  public NewAccount {
    contact = contact == null ? null : List.copyOf(contact);
  }
}
