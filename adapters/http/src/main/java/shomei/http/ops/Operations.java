package shomei.http.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;

/// What operators and their machines look at.
///
/// @param registry where everybody counts
/// @param probes the parts that a node cannot serve without, by name, e.g. `database`, `token`
public record Operations(PrometheusMeterRegistry registry, Map<String, Probe> probes) {
  public Operations {
    probes = Map.copyOf(probes);
  }
}
