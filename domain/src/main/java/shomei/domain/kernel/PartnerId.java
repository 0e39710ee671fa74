package shomei.domain.kernel;

import java.util.UUID;

public record PartnerId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
