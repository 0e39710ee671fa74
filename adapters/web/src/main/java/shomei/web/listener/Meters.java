package shomei.web.listener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// What one listener counts.
final class Meters {
  private final MeterProvider<Timer> requests;
  private final Counter faults;
  private final Counter rejected;
  private final Counter connectionsRefused;

  Meters(
      MeterRegistry registry, String listener, Capacity capacity, ListenerSettings.Limits limits) {
    requests =
        Timer.builder("shomei.http.requests")
            .description(
                "Requests answered, from the end of their head to the handing over of the answer")
            .tag("listener", listener)
            .serviceLevelObjectives(
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5))
            .withRegistry(registry);
    // There from the start: of a series that begins with 1 Prometheus tells no increase.
    faults =
        Counter.builder("shomei.http.faults")
            .description("Requests on which the program failed, answered 500 if anybody waited")
            .tag("listener", listener)
            .register(registry);
    rejected =
        Counter.builder("shomei.http.rejected")
            .description("Requests answered 503 because too many were in work")
            .tag("listener", listener)
            .register(registry);
    connectionsRefused =
        Counter.builder("shomei.http.connections.refused")
            .description("Connections closed at once beyond what their network may have")
            .tag("listener", listener)
            .register(registry);
    Gauge.builder(
            "shomei.http.in.flight",
            capacity.admission(),
            free -> limits.inFlight() - free.availablePermits())
        .description("Requests in work")
        .tag("listener", listener)
        .register(registry);
    Gauge.builder(
            "shomei.http.held",
            capacity.memory(),
            free -> limits.bufferedOctets() - free.availablePermits())
        .description("Octets held of bodies that are not complete")
        .baseUnit("bytes")
        .tag("listener", listener)
        .register(registry);
  }

  void answered(String resource, int status, Duration took) {
    requests.withTags("resource", resource, "status", Integer.toString(status)).record(took);
  }

  void failed() {
    faults.increment();
  }

  void rejected() {
    rejected.increment();
  }

  void connectionRefused() {
    connectionsRefused.increment();
  }
}
