package shomei.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.evidence.Checkpoint;
import shomei.domain.evidence.SealHistory;
import shomei.domain.evidence.SignCheckpoints;
import shomei.pki.history.TokenCheckpoints;
import shomei.pki.status.Delegates;
import shomei.pki.status.Purpose;

/// Sealing the history and signing checkpoints on it, with the jobs and the meters that belong to
/// them.
final class OperationHistory {
  private static final Logger LOG = LoggerFactory.getLogger(OperationHistory.class);

  /// How often it is looked whether a checkpoint is due.
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Duration every;
  private final SealHistory seal;
  private final SignCheckpoints sign;

  OperationHistory(Parts parts, MeterRegistry registry) {
    this.every = parts.config.history().seal();
    this.seal = new SealHistory(parts.database.history().seals(), parts.clock);
    this.sign =
        new SignCheckpoints(
            parts.database.history().seals(),
            parts.database.institution().issuers(),
            new TokenCheckpoints(
                new Delegates(
                    Purpose.HISTORY,
                    parts.keys,
                    parts.authorities,
                    parts.database.history().history(),
                    parts.clock,
                    parts.random)),
            parts.config.history().checkpoint(),
            parts.clock);
    Gauge.builder("shomei.history.overdue", this, it -> it.inTime() ? 0 : 1)
        .description("1 where entries should have been sealed or a checkpoint signed")
        .register(registry);
  }

  List<Schedule.Job> jobs() {
    return List.of(
        new Schedule.Job("sealing the history", every, seal::seal),
        new Schedule.Job("signing checkpoints", LOOK, this::sign));
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

  /// Whether entries are sealed and checkpoints signed in time. The node serves all the same.
  boolean inTime() {
    return !seal.overdue() && !sign.overdue();
  }
}
