package shomei.web.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;

/// What operators and their machines look at.
///
/// @param registry where everybody counts
/// @param telemetry where requests are traced; `noop` where they are not
/// @param probes the parts that a node cannot serve without, by name, e.g. `database`, `token`
/// @param alarms what must be looked after although the node serves, by name, e.g. `CRLs`; the
///   probe tells whether all is well
public record Operations(
    PrometheusMeterRegistry registry,
    OpenTelemetry telemetry,
    Map<String, Probe> probes,
    Map<String, Probe> alarms) {
  public Operations {
    probes = Map.copyOf(probes);
    alarms = Map.copyOf(alarms);
  }

  public Operations(PrometheusMeterRegistry registry, Map<String, Probe> probes) {
    this(registry, OpenTelemetry.noop(), probes, Map.of());
  }
}
