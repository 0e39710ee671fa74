package shomei.domain.status;

import shomei.domain.kernel.IssuerId;

/// One part of a CA's CRL. The first, 0, is the CA's whole CRL as long as there is no other.
///
/// @param ca an issuing CA or a root, by the name that its addresses have
public record Shard(IssuerId ca, int number) {
  public Shard {
    if (number < 0) {
      throw new IllegalArgumentException("shards count from 0");
    }
  }

  public static Shard first(IssuerId ca) {
    return new Shard(ca, 0);
  }

  Shard next() {
    return new Shard(ca, number + 1);
  }

  @Override
  public String toString() {
    return number == 0 ? ca.value() : ca.value() + "/" + number;
  }
}
