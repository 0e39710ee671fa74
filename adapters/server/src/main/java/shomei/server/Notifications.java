package shomei.server;

import java.util.List;
import shomei.domain.notice.DecideNotices;
import shomei.domain.notice.TellOfActs;

/// Deciding which notices are due and whom acts are told; [Mailing] sends them.
final class Notifications implements Component {
  private final Adapters adapters;
  private final DecideNotices notices;
  private final TellOfActs acts;

  Notifications(Adapters adapters) {
    this.adapters = adapters;
    this.notices =
        new DecideNotices(
            adapters.database.notice().notices(),
            adapters.database.institution().institutions(),
            adapters.policies,
            adapters.database.subscribers(),
            adapters.clock,
            adapters.random);
    this.acts =
        new TellOfActs(
            adapters.database.notice().untoldActs(),
            adapters.database.institution().institutions(),
            adapters.policies,
            adapters.database.subscribers(),
            adapters.database.certificates(),
            adapters.clock,
            adapters.random);
  }

  @Override
  public List<Job> jobs() {
    return List.of(
        Job.inBatches("deciding notices", adapters.config.schedule().notices(), notices::decide),
        Job.inBatches("telling of acts", adapters.config.schedule().mail(), acts::decide));
  }
}
