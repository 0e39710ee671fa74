package shomei.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that runs at the usual pace from wherever it is set to, and never back.
final class DemoClock implements InstantSource {
  private final InstantSource real;
  private volatile Duration behind;

  /// @param behind by how much it starts behind the real time
  DemoClock(InstantSource real, Duration behind) {
    this.real = real;
    this.behind = behind;
  }

  @Override
  public Instant instant() {
    return real.instant().minus(behind);
  }

  /// By how much it is behind the real time.
  Duration behind() {
    return behind;
  }

  /// Moves on to so far behind the real time.
  void moveTo(Duration stillBehind) {
    if (stillBehind.compareTo(behind) > 0) {
      throw new IllegalArgumentException("time does not run backwards");
    }
    behind = stillBehind;
  }
}
