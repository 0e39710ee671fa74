package shomei.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import shomei.domain.institution.Institution;
import shomei.domain.order.ForgetOrders;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.WaitingTools;
import shomei.postgres.Database;
import shomei.web.management.Probe;

/// What the database needs: forgetting what is over, going on with bulk revocations, and somebody
/// who looks whether it is there.
final class Housekeeping implements Component {
  private final Adapters adapters;
  private final Database database;

  Housekeeping(Adapters adapters, MeterRegistry registry) {
    this.adapters = adapters;
    this.database = adapters.database;
    Gauge.builder("shomei.database.waiting", database.health(), health -> health.waiting())
        .description("Requests that wait for a connection to the database")
        .register(registry);
  }

  @Override
  public List<Job> jobs() {
    var every = adapters.config.schedule();
    return List.of(
        new Job(
            "going on with bulk revocations",
            every.leftovers(),
            () -> new OperatorBackend(adapters).revokeInBulk().goOn()),
        new Job("forgetting what is over", every.purge(), this::forget),
        new Job("forgetting orders", every.orders(), this::forgetOrders));
  }

  private void forget() {
    Instant now = adapters.clock.instant();
    database.nonces().forgetExpired(now);
    database.account().rateLimits().forgetFull(now);
    for (Institution institution : database.institution().institutions().all()) {
      Duration kept = adapters.policies.of(institution).pins().triesKept();
      database.subscribers().forgetTries(institution.id(), now.minus(kept));
    }
    database.pairing().pairings().forget(now.minus(Pairing.REMEMBERED));
    database.pairing().waitingTools().forget(now.minus(WaitingTools.FRESH));
    Instant mailsBefore = adapters.dating.instant().minus(adapters.config.schedule().mailsKept());
    Job.drain(limit -> database.notice().outbox().forget(mailsBefore, limit));
  }

  /// Threat: a node whose clock is ahead by a year forgets what is still needed, for all nodes.
  /// Answer: what is kept for long leaves by the clock that is compared with the database's.
  private void forgetOrders() {
    new ForgetOrders(
            database.institution().institutions(),
            adapters.policies,
            database.order().orders(),
            database.account().accounts(),
            adapters.dating)
        .forget();
  }

  @Override
  public Map<String, Probe> probes() {
    return Map.of("database", database.health()::usable);
  }
}
