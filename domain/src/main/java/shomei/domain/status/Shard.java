package shomei.domain.status;

import shomei.domain.kernel.IssuerId;

/// One part of a CA's CRL. The first, 0, is the CA's whole CRL as long as there is no other. From
/// then on there is a complete one beside them, to which no certificate points: for relying parties
/// that read one file, or know no issuing distribution points.
///
/// @param ca an issuing CA or a root, by the name that its addresses have
public record Shard(IssuerId ca, int number) {
  private static final int COMPLETE = -1;

  public Shard {
    if (number < COMPLETE) {
      throw new IllegalArgumentException("shards count from 0");
    }
  }

  public static Shard first(IssuerId ca) {
    return new Shard(ca, 0);
  }

  public static Shard complete(IssuerId ca) {
    return new Shard(ca, COMPLETE);
  }

  public boolean isComplete() {
    return number == COMPLETE;
  }

  Shard next() {
    return new Shard(ca, number + 1);
  }

  @Override
  public String toString() {
    return switch (number) {
      case COMPLETE -> ca.value() + "/complete";
      case 0 -> ca.value();
      default -> ca.value() + "/" + number;
    };
  }
}
