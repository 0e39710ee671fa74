package shomei.server;

import java.util.List;
import shomei.domain.notice.DecideNotices;

/// Deciding which notices are due; [Mailing] sends them.
final class Notifications implements Component {
  private final Adapters adapters;
  private final DecideNotices decide;

  Notifications(Adapters adapters) {
    this.adapters = adapters;
    this.decide =
        new DecideNotices(
            adapters.database.notice().notices(),
            adapters.database.institution().institutions(),
            adapters.policies,
            adapters.database.subscribers(),
            adapters.clock,
            adapters.random);
  }

  @Override
  public List<Job> jobs() {
    return List.of(
        Job.inBatches("deciding notices", adapters.config.schedule().notices(), decide::decide));
  }
}
