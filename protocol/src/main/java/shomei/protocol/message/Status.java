package shomei.protocol.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where an account, order, authorization or challenge stands (RFC 8555 §7.1.6).
public enum Status {
  PENDING,
  READY,
  PROCESSING,
  VALID,
  INVALID,
  DEACTIVATED,
  EXPIRED,
  REVOKED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
