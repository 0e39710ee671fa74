package shomei.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.ca.CaExpiry;

/// Rings months before an institution's CA is too old to issue.
final class CaLifetimes {
  private static final Logger LOG = LoggerFactory.getLogger(CaLifetimes.class);
  private static final Duration EVERY = Duration.ofHours(12);

  private final Parts parts;
  private final CaExpiry expiry;
  private final MultiGauge left;
  private volatile boolean inTime = true;

  CaLifetimes(Parts parts, MeterRegistry registry) {
    this.parts = parts;
    this.expiry =
        new CaExpiry(
            parts.database.institution().institutions(), parts.policies, parts.ca, parts.clock);
    this.left =
        MultiGauge.builder("shomei.ca.left")
            .description("Until the institution's newest CA ends")
            .baseUnit("seconds")
            .register(registry);
  }

  Schedule.Job job() {
    return new Schedule.Job("looking after the CAs' ends", EVERY, this::look);
  }

  void look() {
    Instant now = parts.clock.instant();
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

  /// Whether no institution needs its next CA yet. The node serves all the same.
  boolean inTime() {
    return inTime;
  }
}
