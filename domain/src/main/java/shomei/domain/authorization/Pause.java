package shomei.domain.authorization;

import java.time.Duration;

/// Waits; how is for the server to say, and for a test.
@FunctionalInterface
public interface Pause {
  void await(Duration time) throws InterruptedException;
}
