package shomei.protocol.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How far a page and a tool are that met at the server.
public enum PairingStatus {
  /// A tool was led to it.
  FOUND,
  /// The person wants it to begin.
  CONFIRMED,
  PROCESSING,
  /// It broke off, and can go on.
  INTERRUPTED,
  /// The certificate is in its store.
  VALID,
  /// The person at the tool does not want it.
  REFUSED,
  EXPIRED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
