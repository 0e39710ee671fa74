package shomei.domain.pairing;

import java.util.UUID;

public record PairingId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
