package shomei.protocol.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The payload of a POST to an account (RFC 8555 §7.3.2, §7.3.6).
///
/// @param contact absent: stays as it is; empty: is removed
/// @param status `deactivated` ends the account; the server ignores any other text
public record AccountUpdate(@Nullable List<String> contact, @Nullable String status) {

  public AccountUpdate {
    contact = contact == null ? null : List.copyOf(contact);
  }
}
