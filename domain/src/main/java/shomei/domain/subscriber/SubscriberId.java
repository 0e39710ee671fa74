package shomei.domain.subscriber;

import java.util.UUID;

public record SubscriberId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
