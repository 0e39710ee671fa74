package shomei.protocol.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a page wants of a tool.
public enum PairedAct {
  ACQUIRE,
  RENEW;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
