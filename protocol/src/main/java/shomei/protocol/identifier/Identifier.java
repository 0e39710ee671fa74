package shomei.protocol.identifier;

import java.util.Objects;

/// An identifier of an order or authorization (RFC 8555 §7.1.3). Which types exist is the server's
/// matter; a client may send any, so the type stays text here.
///
/// @param type [#SUBSCRIBER], [#DNS] or something that Shomei does not offer
/// @param value text in the form that the type asks for; unchecked here
public record Identifier(String type, String value) {

  /// `contractId` for an administrator, `contractId/userId` for a user.
  public static final String SUBSCRIBER = "subscriber";

  /// A DNS name; as a wildcard, `*.` stands before it (RFC 8555 §7.1.3).
  public static final String DNS = "dns";

  public Identifier {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(value, "value");
  }

  public static Identifier subscriber(String value) {
    return new Identifier(SUBSCRIBER, value);
  }

  public static Identifier dns(String value) {
    return new Identifier(DNS, value);
  }
}
