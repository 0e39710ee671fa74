package shomei.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.web.acme.RefusalWatch;

/// Counts what the protocol's door did not grant.
final class Refusals implements RefusalWatch {
  private final MeterProvider<Counter> refused;

  Refusals(MeterRegistry registry) {
    this.refused =
        Counter.builder("shomei.refused")
            .description("Requests of the protocol that were not granted, on this node")
            .withRegistry(registry);
  }

  @Override
  public void refused(InstitutionId institution, Reason why) {
    refused
        .withTags("institution", institution.value(), "reason", why.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
