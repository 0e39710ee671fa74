package shomei.server;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import shomei.pki.key.TimedCryptoToken;

/// What the token did and how long it took, where a server counts it. Keys are made by operators
/// alone, so their labels are few.
final class TokenTimes implements TimedCryptoToken.Watch {
  private volatile @Nullable MeterProvider<Timer> timers;
  private volatile Tracing tracing = Tracing.OFF;

  /// Counts there from now on.
  void into(MeterRegistry registry, Tracing traces) {
    tracing = traces;
    timers =
        Timer.builder("shomei.token")
            .description("What keys on the token did, waiting for their turn included")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2))
            .withRegistry(registry);
  }

  @Override
  public void used(String label, String work, boolean done, Duration took) {
    tracing.token(label, work, done, took);
    MeterProvider<Timer> now = timers;
    if (now != null) {
      now.withTags("key", label, "work", work, "outcome", done ? "done" : "failed").record(took);
    }
  }
}
