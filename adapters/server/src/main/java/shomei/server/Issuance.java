package shomei.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.issuance.FinalizeOrder;
import shomei.domain.issuance.ResumeIssuance;
import shomei.domain.issuance.SignOrder;
import shomei.pki.request.CsrReader;
import shomei.web.management.Probe;

/// Signing what orders have earned, and finishing what a crash cut off.
final class Issuance implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(Issuance.class);

  /// Longer than signing takes with the wait for the token's lane, so that nobody is at work on
  /// what is older. Two who sign after all do no harm ([SignOrder]).
  private static final Duration LEFT = Duration.ofSeconds(15);

  private final Adapters adapters;
  private final SignOrder sign;
  private final ResumeIssuance resume;

  Issuance(Adapters adapters) {
    this.adapters = adapters;
    this.sign =
        new SignOrder(
            adapters.database.institution().institutions(),
            adapters.policies,
            adapters.ca(),
            adapters.database.order().orders(),
            adapters.clock);
    this.resume = new ResumeIssuance(adapters.database.order().orders(), sign, adapters.clock);
  }

  FinalizeOrder finalizeOrder() {
    return new FinalizeOrder(
        adapters.policies,
        new CsrReader(),
        adapters.ca(),
        adapters.database.order().orders(),
        sign,
        adapters.dating,
        adapters.random);
  }

  @Override
  public void begin() {
    int finished = resume.resume(LEFT);
    if (finished > 0) {
      LOG.info("finished the issuing of {} certificates that was cut off", finished);
    }
  }

  @Override
  public List<Job> jobs() {
    return List.of(
        new Job(
            "finishing issuance",
            adapters.config.schedule().leftovers(),
            () -> resume.resume(LEFT)));
  }

  @Override
  public Map<String, Probe> probes() {
    return Map.of("token", adapters.secret::ready);
  }
}
