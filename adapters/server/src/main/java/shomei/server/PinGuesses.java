package shomei.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.subscriber.PinWatch;
import shomei.web.management.Probe;

/// Counts wrong PINs and tries that must wait, and rings while PINs are sprayed: an institution's
/// limit on strangers' wrong PINs was exhausted a short time ago, as this node saw it.
final class PinGuesses implements Component, PinWatch {
  private static final Duration RINGS = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(PinGuesses.class);

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Map<InstitutionId, Instant> exhausted = new ConcurrentHashMap<>();

  PinGuesses(InstantSource clock, MeterRegistry registry) {
    this.clock = clock;
    this.registry = registry;
  }

  @Override
  public void saw(InstitutionId institution, Seen what) {
    Counter.builder("shomei.pin.tries")
        .description("Tries at PINs that were wrong, locked or had to wait")
        .tag("institution", institution.value())
        .tag("outcome", what.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
    if (what == Seen.REFUSED_FOR_INSTITUTION) {
      Instant now = clock.instant();
      Instant before = exhausted.put(institution, now);
      if (before == null || isOver(before, now)) {
        LOG.warn(
            "PINs are being guessed at {}: strangers' wrong PINs have used up"
                + " rateLimits.wrongPinsPerInstitution, and no stranger's PIN is judged meanwhile",
            institution);
      }
    }
  }

  private static boolean isOver(Instant last, Instant now) {
    return last.isBefore(now.minus(RINGS));
  }

  /// The node serves all the same.
  @Override
  public Map<String, Probe> alarms() {
    return Map.of("PINs", this::quiet);
  }

  boolean quiet() {
    Instant now = clock.instant();
    return exhausted.values().stream().allMatch(last -> isOver(last, now));
  }
}
