package shomei.domain.order;

import java.util.UUID;

public record OrderId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
