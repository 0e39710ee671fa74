package shomei.domain.authorization;

import java.util.UUID;

public record AuthorizationId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
