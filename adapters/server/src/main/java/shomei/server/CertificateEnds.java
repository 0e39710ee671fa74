package shomei.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import shomei.domain.kernel.IssuerId;
import shomei.pki.status.TokenAuthorities;

/// When each certificate ends that the server depends on.
final class CertificateEnds implements Component {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final TokenAuthorities authorities;
  private final Map<String, Supplier<Map<IssuerId, Instant>>> delegates;
  private final DatabaseFigures figures;
  private final TlsCertificates tls;
  private final MultiGauge ends;

  /// @param delegates the certificates of keys that sign for a CA, by what for
  CertificateEnds(
      TokenAuthorities authorities,
      Map<String, Supplier<Map<IssuerId, Instant>>> delegates,
      DatabaseFigures figures,
      TlsCertificates tls,
      MeterRegistry registry) {
    this.authorities = authorities;
    this.delegates = Map.copyOf(delegates);
    this.figures = figures;
    this.tls = tls;
    this.ends =
        MultiGauge.builder("shomei.certificate.end")
            .description("When a certificate ends that the server depends on, since 1970")
            .baseUnit("seconds")
            .register(registry);
  }

  @Override
  public List<Job> jobs() {
    return List.of(new Job("telling when certificates end", EVERY, this::tell));
  }

  private void tell() {
    Map<Tags, Instant> all = new HashMap<>();
    authorities
        .ends()
        .forEach((ca, end) -> all.put(tags(end.root() ? "root" : "ca", ca.value()), end.at()));
    delegates.forEach(
        (kind, signers) ->
            signers.get().forEach((ca, end) -> all.put(tags(kind, ca.value()), end)));
    figures
        .loginServers()
        .forEach(
            one -> all.put(tags("login-server", one.institution() + "/" + one.name()), one.end()));
    tls.shown()
        .forEach(
            shown ->
                all.put(
                    tags("tls", shown.listener()), shown.certificate().getNotAfter().toInstant()));
    ends.register(
        all.entrySet().stream()
            .map(one -> Row.of(one.getKey(), one.getValue().getEpochSecond()))
            .toList(),
        true);
  }

  private static Tags tags(String kind, String name) {
    return Tags.of("kind", kind, "name", name);
  }
}
