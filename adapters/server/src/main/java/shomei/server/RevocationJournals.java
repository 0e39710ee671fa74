package shomei.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import shomei.server.journal.Journal;
import shomei.web.management.Probe;

/// Revocations and CRL numbers a second time, brought level with the database before anything is
/// served and from then on.
final class RevocationJournals implements Component {
  private final Adapters adapters;

  RevocationJournals(Adapters adapters, MeterRegistry registry) {
    this.adapters = adapters;
    Gauge.builder("shomei.journal.behind", adapters.journal, Journal::behind)
        .description("Since this node's journal last held all that the database did")
        .baseUnit("seconds")
        .register(registry);
  }

  @Override
  public void begin() {
    Unavailable.unless("the revocation journal", adapters.journal::begin);
  }

  @Override
  public List<Job> jobs() {
    return List.of(
        new Job(
            "keeping the journal", adapters.config.status().crlLook(), adapters.journal::catchUp));
  }

  @Override
  public Map<String, Probe> alarms() {
    return Map.of("journal", adapters.journal::well);
  }
}
