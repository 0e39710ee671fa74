package shomei.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.evidence.Checkpoint;
import shomei.domain.evidence.SealHistory;
import shomei.domain.evidence.SignCheckpoints;
import shomei.domain.kernel.IssuerId;
import shomei.pki.history.TokenCheckpoints;
import shomei.pki.status.Delegates;
import shomei.pki.status.Purpose;
import shomei.web.management.Probe;

/// Sealing the history and signing checkpoints on it, with the jobs and the meters that belong to
/// them.
final class OperationHistory implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(OperationHistory.class);

  /// How often it is looked whether a checkpoint is due.
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Duration every;
  private final SealHistory seal;
  private final SignCheckpoints sign;
  private final Delegates signers;

  OperationHistory(Adapters adapters, MeterRegistry registry) {
    this.every = adapters.config.history().seal();
    this.seal = new SealHistory(adapters.database.history().seals(), adapters.clock);
    this.signers =
        new Delegates(
            Purpose.HISTORY,
            adapters.keys,
            adapters.authorities(),
            adapters.database.history().history(),
            adapters.clock,
            adapters.random);
    this.sign =
        new SignCheckpoints(
            adapters.database.history().seals(),
            adapters.database.institution().issuers(),
            new TokenCheckpoints(signers),
            adapters.config.history().checkpoint(),
            adapters.clock);
    Gauge.builder("shomei.history.overdue", this, it -> it.inTime() ? 0 : 1)
        .description("1 where entries should have been sealed or a checkpoint signed")
        .register(registry);
  }

  @Override
  public List<Job> jobs() {
    return List.of(
        new Job("sealing the history", every, seal::seal),
        new Job("signing checkpoints", LOOK, this::sign),
        new Job("certifying signers of checkpoints", LOOK, signers::renew));
  }

  /// The digest in the log is a checkpoint too: one without a signature, in another place.
  private void sign() {
    for (Checkpoint checkpoint : sign.sign()) {
      LOG.info(
          "checkpoint of {}: seal {}, digest {}",
          checkpoint.head().institution(),
          checkpoint.head().number(),
          checkpoint.head().digest().hex());
    }
  }

  /// When the certificates end that checkpoints are signed with on this node.
  Map<IssuerId, Instant> signerEnds() {
    return signers.ends();
  }

  @Override
  public Map<String, Probe> alarms() {
    return Map.of("history", this::inTime);
  }

  /// Whether entries are sealed and checkpoints signed in time. The node serves all the same.
  private boolean inTime() {
    return !seal.overdue() && !sign.overdue();
  }
}
