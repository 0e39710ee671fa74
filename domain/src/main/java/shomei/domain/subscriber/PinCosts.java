package shomei.domain.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;

/// The costs of stretching at which an institution's PINs are kept: one, but after the policy's has
/// changed, until each PIN was used once more. Read once an hour, not with each try: a cost only
/// comes in by a policy that a start has read, and whoever meets one that is not known yet makes it
/// known.
public final class PinCosts {
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Comparator<Policy.Stretch> ORDER =
      Comparator.comparingInt(Policy.Stretch::memoryKib)
          .thenComparingInt(Policy.Stretch::iterations)
          .thenComparingInt(Policy.Stretch::lanes);

  private final Subscribers subscribers;
  private final InstantSource clock;
  private final Map<InstitutionId, Known> known = new ConcurrentHashMap<>();

  public PinCosts(Subscribers subscribers, InstantSource clock) {
    this.subscribers = subscribers;
    this.clock = clock;
  }

  private record Known(Set<Policy.Stretch> costs, Instant since) {}

  /// All costs in use, always in the same order.
  ///
  /// @param present the policy's
  /// @param own that of the PIN that is tried
  NavigableSet<Policy.Stretch> inUse(
      InstitutionId institution, Optional<Policy.Stretch> present, Optional<Policy.Stretch> own) {
    Instant now = clock.instant();
    Known read =
        Optional.ofNullable(known.get(institution))
            .filter(its -> now.isBefore(its.since.plus(FRESH)))
            .orElseGet(() -> new Known(subscribers.stretches(institution), now));
    NavigableSet<Policy.Stretch> all = new TreeSet<>(ORDER);
    all.addAll(read.costs);
    present.ifPresent(all::add);
    own.ifPresent(all::add);
    known.put(institution, new Known(Set.copyOf(all), read.since));
    return all;
  }
}
