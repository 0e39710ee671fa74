package shomei.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An account (RFC 8555 §7.1.2).
///
/// @param orders where the list of its orders is
public record AccountObject(
    Status status,
    @Nullable List<String> contact,
    @Nullable Boolean termsOfServiceAgreed,
    @Nullable ObjectNode externalAccountBinding,
    URI orders) {

  public AccountObject {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(orders, "orders");
    contact = contact == null ? null : List.copyOf(contact);
  }
}
