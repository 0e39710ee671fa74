package shomei.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.ca.CaExpiry;
import shomei.web.management.Probe;

/// Rings months before an institution's CA is too old to issue.
final class CaLifetimes implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(CaLifetimes.class);
  private static final Duration EVERY = Duration.ofHours(12);

  private final Adapters adapters;
  private final CaExpiry expiry;
  private final MultiGauge left;
  private volatile boolean inTime = true;

  CaLifetimes(Adapters adapters, MeterRegistry registry) {
    this.adapters = adapters;
    this.expiry =
        new CaExpiry(
            adapters.database.institution().institutions(),
            adapters.policies,
            adapters.ca(),
            adapters.clock);
    this.left =
        MultiGauge.builder("shomei.ca.left")
            .description("Until the institution's newest CA ends")
            .baseUnit("seconds")
            .register(registry);
  }

  @Override
  public void begin() {
    look();
  }

  @Override
  public List<Job> jobs() {
    return List.of(new Job("looking after the CAs' ends", EVERY, this::look));
  }

  private void look() {
    Instant now = adapters.clock.instant();
    List<CaExpiry.Lifetime> all = expiry.lifetimes();
    left.register(
        all.stream()
            .map(
                ca ->
                    MultiGauge.Row.of(
                        Tags.of("institution", ca.institution().value()),
                        (double) Duration.between(now, ca.end()).toSeconds()))
            .toList(),
        true);
    inTime = all.stream().noneMatch(CaExpiry.Lifetime::due);
    all.stream()
        .filter(CaExpiry.Lifetime::due)
        .forEach(
            ca ->
                LOG.warn(
                    "the CA of {} ends at {}: make its next one with ca create, before"
                        + " certificates end early",
                    ca.institution(),
                    ca.end()));
  }

  /// Rings while an institution needs its next CA. The node serves all the same.
  @Override
  public Map<String, Probe> alarms() {
    return Map.of("CAs", () -> inTime);
  }
}
