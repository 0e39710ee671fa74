package shomei.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import shomei.web.management.Operations;
import shomei.web.management.Readiness;

/// What `/readyz` tells, as numbers: every part and every alarm that components bring, without a
/// word of their own. Looked at from time to time, since a scrape must not wait for what hangs.
final class Watching {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Readiness readiness;
  private final MultiGauge usable;
  private final MultiGauge alarms;

  Watching(Operations operations) {
    MeterRegistry registry = operations.registry();
    this.readiness = new Readiness(operations.probes(), operations.alarms());
    this.usable =
        MultiGauge.builder("shomei.usable")
            .description("1 where the part is usable, without which the node does not serve")
            .register(registry);
    this.alarms =
        MultiGauge.builder("shomei.alarm")
            .description("1 where something must be looked after although the node serves")
            .register(registry);
    Gauge.builder("shomei.build", () -> 1)
        .description("1, with the version of this program and of Java")
        .tags("version", version(), "java", Runtime.version().toString())
        .register(registry);
  }

  private static String version() {
    return Optional.ofNullable(Watching.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  Job job() {
    return new Job("looking how all is", EVERY, this::look);
  }

  void look() {
    Readiness.Look look = readiness.look();
    rows(usable, "part", look.parts(), true);
    rows(alarms, "about", look.alarms(), false);
  }

  private static void rows(MultiGauge gauge, String tag, Map<String, Boolean> seen, boolean one) {
    gauge.register(
        seen.entrySet().stream()
            .map(
                each ->
                    MultiGauge.Row.of(
                        Tags.of(tag, each.getKey()), each.getValue() == one ? 1.0 : 0.0))
            .toList(),
        true);
  }
}
