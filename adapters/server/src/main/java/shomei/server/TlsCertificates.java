package shomei.server;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.web.WebServer;
import shomei.web.listener.ShownCertificate;
import shomei.web.management.Probe;

/// Shows the listeners' certificates as they are renewed, and rings a month before one ends, or
/// while the files of one cannot be used.
final class TlsCertificates implements Component {
  private static final Duration EVERY = Duration.ofMinutes(1);

  /// Time enough for whoever buys certificates by paper.
  static final Duration MONTH = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(TlsCertificates.class);

  private final InstantSource clock;
  private final Map<String, Optional<String>> told = new HashMap<>();
  private volatile @Nullable WebServer web;

  TlsCertificates(InstantSource clock) {
    this.clock = clock;
  }

  /// Looks after what this server shows.
  void watch(WebServer server) {
    web = server;
  }

  @Override
  public List<Job> jobs() {
    return List.of(new Job("looking after TLS certificates", EVERY, this::look));
  }

  private void look() {
    WebServer server = web;
    if (server != null) {
      server.renewKeys().forEach(this::tell);
    }
  }

  /// Once, and not with every look.
  private void tell(ShownCertificate shown) {
    Optional<String> now = fault(shown);
    if (!now.equals(told.put(shown.listener(), now))) {
      now.ifPresentOrElse(
          fault -> LOG.error("the TLS certificate of the listener {}: {}", shown.listener(), fault),
          () ->
              LOG.info(
                  "the listener {} shows a TLS certificate until {}",
                  shown.listener(),
                  end(shown.certificate())));
    }
  }

  private Optional<String> fault(ShownCertificate shown) {
    return shown
        .fault()
        .or(
            () ->
                Optional.of(end(shown.certificate()))
                    .filter(end -> end.isBefore(clock.instant().plus(MONTH)))
                    .map(end -> "it ends at " + end + "; renew it"));
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  /// What each listener shows.
  List<ShownCertificate> shown() {
    WebServer server = web;
    return server == null ? List.of() : server.shown();
  }

  /// The node serves all the same.
  @Override
  public Map<String, Probe> alarms() {
    return Map.of("TLS", () -> shown().stream().allMatch(shown -> fault(shown).isEmpty()));
  }
}
