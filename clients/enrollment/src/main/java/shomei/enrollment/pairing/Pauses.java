package shomei.enrollment.pairing;

import java.time.Duration;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.sdk.ClientSettings;

/// Lets time pass between tries.
final class Pauses {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MOST_DOUBLINGS = 6;

  private final ClientSettings client;

  Pauses(ClientSettings client) {
    this.client = client;
  }

  /// 1, 2, 4 … 60 s.
  ///
  /// @param failures in a row, at least 1
  void afterFailures(int failures) {
    Duration doubled =
        Duration.ofSeconds(1).multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    pause(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
  }

  /// @throws EnrollmentException [Failure.Interrupted]
  void pause(Duration time) {
    try {
      client.waiter().pause(time);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new EnrollmentException(new Failure.Interrupted(), stop);
    }
  }
}
