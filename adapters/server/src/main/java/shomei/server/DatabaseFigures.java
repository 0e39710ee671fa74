package shomei.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import shomei.postgres.upkeep.Figures;
import shomei.postgres.upkeep.Figures.LoginServerEnd;
import shomei.postgres.upkeep.Upkeep;

/// What the database tells every ten seconds, in one round trip. Every node tells the same; what is
/// counted begins with the node.
final class DatabaseFigures implements Component {
  /// Where the last standby is lost nothing can be written: who is to know must not wait longer.
  private static final Duration EVERY = Duration.ofSeconds(10);

  /// For how many looks a series that is new says 0: a minute.
  private static final int HELD = 6;

  /// As PostgreSQL names them, and what is told where it names none to this user.
  private static final List<String> SYNCS =
      List.of("sync", "quorum", "potential", "async", "hidden");

  private static final Set<String> STREAMING = Set.of("streaming", "hidden");

  private final Upkeep upkeep;
  private final InstantSource clock;
  private final MeterProvider<Counter> acts;
  private final MultiGauge standbys;
  private final Instant begun;
  private final Set<Meter.Id> told = new HashSet<>();
  private final Map<Counter, Held> held = new HashMap<>();
  private long looks;
  private volatile @Nullable Read last;

  private record Read(Figures figures, Instant at) {}

  private record Held(long count, long until) {}

  DatabaseFigures(Adapters adapters, MeterRegistry registry) {
    this.upkeep = adapters.database.upkeep();
    this.clock = adapters.clock;
    this.begun = clock.instant();
    this.acts =
        Counter.builder("shomei.history")
            .description("Acts that the history tells of, of all nodes and commands")
            .withRegistry(registry);
    this.standbys =
        MultiGauge.builder("shomei.database.standbys")
            .description("Standbys that stream from the database")
            .register(registry);
    Gauge.builder("shomei.figures.age", this, DatabaseFigures::age)
        .description("Since what the database tells was read")
        .baseUnit("seconds")
        .register(registry);
    gauge("shomei.order.processing.age", "The oldest order that is being issued waits", this::wait)
        .baseUnit("seconds")
        .register(registry);
    gauge("shomei.notices.due", "Notices of expiry that are due and undecided", Figures::noticesDue)
        .register(registry);
    gauge(
            "shomei.database.primary",
            "1 where the database takes writes, 0 where it is a standby",
            figures -> figures.primary() ? 1 : 0)
        .register(registry);
    gauge(
            "shomei.database.synchronous",
            "1 where commits wait for a standby",
            figures -> figures.waitsForStandbys() ? 1 : 0)
        .register(registry);
    gauge(
            "shomei.database.behind",
            "Of the log, what the slowest standby has not replayed",
            DatabaseFigures::behind)
        .baseUnit("bytes")
        .register(registry);
    for (Upkeep.Work work : Upkeep.Work.values()) {
      gauge(
              "shomei." + work.name().toLowerCase(Locale.ROOT),
              "When the last good one ended, since 1970; 0 where there was none",
              figures -> figures.upkeep().getOrDefault(work, Instant.EPOCH).getEpochSecond())
          .baseUnit("seconds")
          .register(registry);
    }
  }

  private Gauge.Builder<DatabaseFigures> gauge(
      String name, String description, ToDoubleFunction<Figures> value) {
    return Gauge.builder(name, this, it -> it.now(value)).description(description);
  }

  /// Nothing is told before the first look.
  private double now(ToDoubleFunction<Figures> value) {
    Read read = last;
    return read == null ? Double.NaN : value.applyAsDouble(read.figures());
  }

  private double wait(Figures figures) {
    return figures.processingSince().map(this::since).orElse(0.0);
  }

  private double age() {
    Read read = last;
    return since(read == null ? begun : read.at());
  }

  private double since(Instant then) {
    return Duration.between(then, clock.instant()).toSeconds();
  }

  @Override
  public List<Job> jobs() {
    return List.of(new Job("reading the database's figures", EVERY, this::look));
  }

  /// Counts from here on.
  @Override
  public void begin() {
    look();
  }

  private void look() {
    Instant now = clock.instant();
    Read before = last;
    OptionalLong from =
        before == null ? OptionalLong.empty() : OptionalLong.of(before.figures().through());
    Figures figures = upkeep.figures(from, now);
    last = new Read(figures, now);
    count(figures.acts());
    standbys.register(
        SYNCS.stream()
            .map(sync -> Row.of(Tags.of("sync", sync), streaming(figures, sync)))
            .toList(),
        true);
  }

  private static long streaming(Figures figures, String sync) {
    return figures.standbys().stream()
        .filter(standby -> standby.sync().equals(sync))
        .filter(standby -> STREAMING.contains(standby.state()))
        .count();
  }

  private static double behind(Figures figures) {
    return figures.standbys().stream()
        .flatMap(standby -> standby.behind().stream())
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  /// Prometheus takes no first value for an increase, so it must see a 0 before, however seldom it
  /// looks.
  private void count(List<Figures.Acts> added) {
    looks++;
    held.forEach(
        (counter, waited) -> {
          if (waited.until() <= looks) {
            counter.increment((double) waited.count());
          }
        });
    held.values().removeIf(waited -> waited.until() <= looks);
    for (Figures.Acts one : added) {
      Counter counter =
          acts.withTags(
              "institution",
              one.institution(),
              "act",
              one.act().toLowerCase(Locale.ROOT),
              "reason",
              one.reason().toLowerCase(Locale.ROOT));
      if (told.add(counter.getId())) {
        held.put(counter, new Held(one.count(), looks + HELD));
      } else {
        counter.increment((double) one.count());
      }
    }
  }

  /// The certificates that login servers show, as they were last read.
  List<LoginServerEnd> loginServers() {
    return Optional.ofNullable(last).map(read -> read.figures().loginServers()).orElse(List.of());
  }
}
