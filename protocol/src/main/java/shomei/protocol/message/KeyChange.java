package shomei.protocol.message;

import java.util.Objects;
import shomei.protocol.jwk.Jwk;

/// The payload of a key change's inner JWS (RFC 8555 §7.3.5).
///
/// @param account the URL of the account, the outer JWS's `kid`
/// @param oldKey its key until now
public record KeyChange(String account, Jwk oldKey) {

  public KeyChange {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(oldKey, "oldKey");
  }
}
