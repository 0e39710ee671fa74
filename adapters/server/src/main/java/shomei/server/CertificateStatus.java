package shomei.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.journal.FollowRevocations;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Refusal;
import shomei.domain.status.AnswerOcsp;
import shomei.domain.status.CrlStatus;
import shomei.domain.status.CrlTerms;
import shomei.domain.status.Fates;
import shomei.domain.status.OcspTerms;
import shomei.domain.status.PublishCrls;
import shomei.domain.status.RevocationLists;
import shomei.pki.status.OcspReader;
import shomei.pki.status.TokenCrls;
import shomei.pki.status.TokenResponder;
import shomei.settings.Config;
import shomei.web.WebServer.Served;
import shomei.web.http.Mountable;
import shomei.web.management.Probe;
import shomei.web.status.CaCertificates;
import shomei.web.status.Crls;
import shomei.web.status.Ocsp;
import shomei.web.status.StatusSite;

/// All that relying parties are served: the CAs' certificates, CRLs and OCSP, with the jobs and the
/// meters that belong to them.
final class CertificateStatus implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateStatus.class);

  /// How often the open shards are counted.
  private static final Duration COUNTED = Duration.ofMinutes(1);

  private final Adapters adapters;
  private final PublishCrls publish;
  private final RevocationWatch watch;
  private final AnswerOcsp answer;
  private final TokenResponder responder;
  private final MultiGauge age;
  private final MultiGauge left;
  private final MultiGauge overdue;

  CertificateStatus(Adapters adapters, MeterRegistry registry) {
    this.adapters = adapters;
    Config.Status config = adapters.config.status();
    RevocationLists lists = adapters.database.revocation().revocationLists();
    this.publish =
        new PublishCrls(
            lists,
            adapters.database.revocation().statuses(),
            adapters.authorities(),
            new TokenCrls(adapters.authorities(), adapters.urls),
            new CrlTerms(
                config.crlEvery(),
                config.crlValidity(),
                config.backdate(),
                config.crlShardSize(),
                config.completeCrlEvery()),
            adapters.dating);
    this.responder = adapters.responder();
    Counter signatures =
        Counter.builder("shomei.ocsp.signatures")
            .description("OCSP answers that were signed; all others were at hand")
            .register(registry);
    Fates fates =
        new Fates(
            adapters.database.revocation().statuses(), config.ocspAnswersKept(), adapters.clock);
    this.watch =
        new RevocationWatch(
            new FollowRevocations(
                adapters.database.revocation().revocations(), fates, adapters.clock));
    adapters.database.channels().on("revocation", watch);
    this.answer =
        new AnswerOcsp(
            new OcspReader(adapters.authorities()),
            fates,
            statement -> {
              signatures.increment();
              return responder.sign(statement);
            },
            new OcspTerms(
                config.ocspValidity(),
                config.backdate(),
                config.ocspSignatures(),
                config.ocspAnswersKept()),
            adapters.clock);
    this.age =
        MultiGauge.builder("shomei.crl.age")
            .description("Since the latest CRL was made")
            .baseUnit("seconds")
            .register(registry);
    this.left =
        MultiGauge.builder("shomei.crl.left")
            .description("Until the latest CRL ends and relying parties refuse")
            .baseUnit("seconds")
            .register(registry);
    this.overdue =
        MultiGauge.builder("shomei.crl.overdue")
            .description("1 where a newer CRL should have been published: look after the token")
            .register(registry);
  }

  @Override
  public List<Served> sites() {
    List<Mountable> documents =
        List.of(
            new CaCertificates(adapters.authorities()),
            new Crls(adapters.database.revocation().revocationLists(), adapters.clock),
            new Ocsp(answer, adapters.clock));
    Config config = adapters.config;
    return List.of(
        new Served(Listeners.plain("status", config, config.status()), new StatusSite(documents)));
  }

  @Override
  public List<Job> jobs() {
    return List.of(
        watch.job(),
        new Job("publishing CRLs", adapters.config.status().crlLook(), this::publish),
        new Job("opening CRL shards", COUNTED, publish::open),
        new Job("certifying responders", COUNTED, responder::renew));
  }

  /// Publishes what is due before anybody can ask. Without a token the last ones are served.
  @Override
  public void begin() {
    watch.look();
    try {
      publish();
    } catch (Refusal away) {
      LOG.warn("CRLs wait: {}", away.failure().detail());
    }
  }

  private void publish() {
    try {
      publish.publish();
    } finally {
      measure();
    }
  }

  private void measure() {
    List<CrlStatus> statuses = adapters.database.revocation().revocationLists().statuses();
    var now = adapters.clock.instant();
    Duration every = adapters.config.status().crlEvery();
    Duration backdate = adapters.config.status().backdate();
    rows(
        age,
        statuses.stream().filter(s -> s.published().isPresent()).toList(),
        s ->
            Duration.between(s.published().orElseThrow().thisUpdate(), now)
                .minus(backdate)
                .toSeconds());
    rows(
        left,
        statuses.stream().filter(s -> s.published().isPresent()).toList(),
        s -> Duration.between(now, s.published().orElseThrow().nextUpdate()).toSeconds());
    rows(overdue, statuses, s -> s.overdueAt(now.minus(backdate), every) ? 1 : 0);
  }

  private static void rows(
      MultiGauge gauge, List<CrlStatus> statuses, ToDoubleFunction<CrlStatus> value) {
    gauge.register(
        statuses.stream()
            .map(
                s ->
                    MultiGauge.Row.of(
                        Tags.of("ca", s.shard().ca().value(), "shard", "" + s.shard().number()),
                        value.applyAsDouble(s)))
            .toList(),
        true);
  }

  /// When the certificates of the responders end that this node has used.
  Map<IssuerId, Instant> responderEnds() {
    return responder.ends();
  }

  @Override
  public Map<String, Probe> alarms() {
    return Map.of("CRLs", this::inTime);
  }

  /// Whether every CRL is as new as it should be. The node serves all the same.
  boolean inTime() {
    try {
      return publish.overdue().isEmpty();
    } catch (Refusal away) {
      return false;
    }
  }
}
