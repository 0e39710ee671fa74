package shomei.domain.kernel;

import java.util.UUID;

/// The unguessable part of an account's URL (RFC 8555 §10.5).
public record AccountId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
