package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.postgres.upkeep.Upkeep;
import shomei.sdk.AcmeFailure;

/// What the server's metrics say after something happened, read as Prometheus reads them.
final class MetricsTest {
  private static final String SEAT = "12345678901234/user1";

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();

  @Test
  void whatHappenedIsCountedByInstitutionAndReason() throws Exception {
    Site site = Site.in(folder, clock);
    site.found();
    ServerTest.register(site);
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        Pc pc = new Pc(site)) {
      assertThat(Scrape.of(server).text()).doesNotContain("shomei_history_total{");
      Pc.Ready ready = pc.ready(SEAT, "1234abcd");
      var first = pc.finish(ready);
      clock.forward(Duration.ofDays(340));
      var second = Pc.renew(ready, first);
      site.must(
          "certificate",
          "revoke",
          second.getSerialNumber().toString(16),
          "--reason",
          "cessation_of_operation");
      sealAndLook(server);

      Scrape scrape = Scrape.of(server);
      String kita = "institution=\"kita\"";
      String issued = "act=\"certificate_issued\"";
      String revoked = "act=\"certificate_revoked\"";
      assertThat(scrape.value("shomei_history_total", kita, issued, "reason=\"\"")).isOne();
      assertThat(scrape.value("shomei_history_total", kita, issued, "reason=\"renewal\"")).isOne();
      assertThat(
              scrape.value(
                  "shomei_history_total", kita, revoked, "reason=\"cessation_of_operation\""))
          .isOne();
      assertThat(
              scrape.value(
                  "shomei_token_seconds_count",
                  "key=\"kita-g1\"",
                  "work=\"sign\"",
                  "outcome=\"done\""))
          .isGreaterThanOrEqualTo(2);

      assertThatThrownBy(() -> Pc.misorder(ready)).isInstanceOf(AcmeFailure.class);
      assertThat(
              Scrape.of(server).value("shomei_refused_total", kita, "reason=\"invalid_profile\""))
          .isOne();
    }
  }

  @Test
  void theEndsOfAllCertificatesThatTheServerDependsOnAreTold() throws Exception {
    Site site = Site.in(folder, clock);
    Files.writeString(
        site.file(), "login: {address: 127.0.0.1, port: 0}\n", StandardOpenOption.APPEND);
    site.withPages("{kita: {}}");
    site.found();
    ServerTest.register(site);
    Path caller = folder.resolve("web-1.pem");
    TlsFiles.write(caller, folder.resolve("web-1.key"));
    site.must("login-server", "add", "-i", "kita", "web-1", "--certificate", caller.toString());
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      server.runSchedule();
      clock.forward(Duration.ofHours(2));
      sealAndLook(server);
      server.runSchedule();
      Scrape scrape = Scrape.of(server);
      for (String name : new String[] {"kind=\"ca\",name=\"kita-g1\"", "kind=\"root\""}) {
        assertThat(scrape.value("shomei_certificate_end_seconds", name))
            .isGreaterThan(epoch(clock.instant().plus(Duration.ofDays(365))));
      }
      for (String listener : new String[] {"acme", "login", "pages", "signed-in"}) {
        assertThat(
                scrape.value(
                    "shomei_certificate_end_seconds", "kind=\"tls\",name=\"" + listener + "\""))
            .isEqualTo(epoch(TlsFiles.END));
      }
      assertThat(
              scrape.value(
                  "shomei_certificate_end_seconds", "kind=\"login-server\",name=\"kita/web-1\""))
          .isEqualTo(epoch(TlsFiles.END));
      assertThat(scrape.value("shomei_certificate_end_seconds", "kind=\"history\""))
          .isGreaterThan(epoch(clock.instant()));
    }
  }

  @Test
  void everyPartAndEveryAlarmIsAMetric() throws Exception {
    Site site = Site.in(folder, clock);
    site.found();
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      Scrape scrape = Scrape.of(server);
      String ready = Scrape.page(server, "/readyz");
      ready
          .lines()
          .filter(line -> line.endsWith(" usable"))
          .forEach(
              line ->
                  assertThat(
                          scrape.value(
                              "shomei_usable", "part=\"" + line.replace(" usable", "") + "\""))
                      .isOne());
      ready
          .lines()
          .filter(line -> line.endsWith(" well"))
          .forEach(
              line ->
                  assertThat(
                          scrape.value(
                              "shomei_alarm", "about=\"" + line.replace(" well", "") + "\""))
                      .isZero());
      assertThat(ready).contains("token usable", "TLS well", "journal well");
      assertThat(scrape.value("shomei_build", "version=\"development\"")).isOne();
    }
  }

  @Test
  void backupsAndWhatWaitsAreTold() throws Exception {
    Site site = Site.in(folder, clock);
    site.found();
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      Scrape before = Scrape.of(server);
      assertThat(before.value("shomei_backup_seconds")).isZero();
      assertThat(before.value("shomei_rehearsal_seconds")).isZero();
      assertThat(before.value("shomei_database_primary")).isOne();
      assertThat(before.value("shomei_database_synchronous")).isZero();
      assertThat(before.value("shomei_database_standbys", "sync=\"async\"")).isZero();
      assertThat(before.value("shomei_order_processing_age_seconds")).isZero();

      Instant night = clock.instant();
      adapters.database().upkeep().ended(Upkeep.Work.BACKUP, night);
      double age = 0;
      // twice where the server itself read them between the two
      for (int look = 0; look < 2 && age < 300; look++) {
        clock.forward(Duration.ofMinutes(5));
        age = Scrape.of(server).value("shomei_figures_age_seconds");
      }
      assertThat(age).isBetween(300.0, 400.0);
      server.runSchedule();
      Scrape after = Scrape.of(server);
      assertThat(after.value("shomei_backup_seconds")).isEqualTo(epoch(night));
      assertThat(after.value("shomei_figures_age_seconds")).isLessThan(60);
      assertThat(after.value("shomei_journal_behind_seconds")).isLessThan(60);
    }
  }

  @Test
  void aTlsCertificateIsRenewedWithoutARestartAndABrokenOneRings() throws Exception {
    Site site = Site.in(folder, clock);
    site.found();
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      Instant soon = clock.instant().plus(Duration.ofDays(20));
      TlsFiles.write(folder.resolve("tls.pem"), folder.resolve("tls.key"), soon);
      server.runSchedule();
      assertThat(Scrape.page(server, "/readyz")).contains("TLS ALARM");
      server.runSchedule();
      assertThat(Scrape.of(server).value("shomei_certificate_end_seconds", "name=\"acme\""))
          .isEqualTo(epoch(soon));
      assertThat(Scrape.of(server).value("shomei_alarm", "about=\"TLS\"")).isOne();

      TlsFiles.write(folder.resolve("tls.pem"), folder.resolve("tls.key"));
      server.runSchedule();
      assertThat(Scrape.page(server, "/readyz")).contains("TLS well");

      Files.writeString(folder.resolve("tls.pem"), "no certificate");
      server.runSchedule();
      assertThat(Scrape.page(server, "/readyz")).contains("TLS ALARM");
      server.runSchedule();
      assertThat(Scrape.of(server).value("shomei_certificate_end_seconds", "name=\"acme\""))
          .as("what is shown")
          .isEqualTo(epoch(TlsFiles.END));
    }
  }

  /// What is sealed in one round is counted in the next, and a new series says 0 for six. While the
  /// server seals by itself a round seals nothing.
  private static void sealAndLook(Server server) {
    for (int i = 0; i < 10; i++) {
      server.runSchedule();
    }
  }

  private static double epoch(Instant instant) {
    return (double) instant.getEpochSecond();
  }
}
