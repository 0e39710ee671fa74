package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.ScratchDatabase;
import shomei.postgres.upkeep.Upkeep;
import shomei.sdk.AcmeFailure;

/// Alerts, each fired by the fault that it is for: a real server to which that happened, scraped by
/// a real Prometheus with the rules that ship. While a fault lasts nobody is woken for another
/// reason.
@Tag("slow")
@Timeout(300)
final class AlertsTrialTest {
  private static final String CONTRACT = "12345678901234";
  private static final String PIN = "1234abcd";

  /// As many looks as an alert takes at the very least: a scrape, a look at the rules, a second.
  private static final int QUIET = 7;

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();

  /// What is done between two looks at the alerts.
  private Callable<?> meanwhile = () -> 0;

  @Test
  void whatHappensToANodeFiresItsAlert() throws Exception {
    SoftHsm token = SoftHsm.inBuild("shomei-alerts");
    ScratchDatabase database = ScratchDatabase.create();
    Site site =
        Site.in(
            folder,
            clock,
            "  url: %s\n  user: %s".formatted(database.url(), database.user()),
            "  module: %s\n  label: %s\n  pinFile: pin".formatted(token.module(), token.label()));
    site.secret("pin", SoftHsm.PIN + "\n");
    int port = Site.freePort();
    Files.writeString(
        site.file(),
        Files.readString(site.file()).replace("folder: journal", "folder: small/journal")
            + """
            smtp: {host: 127.0.0.1, port: %d, security: none, from: ca@bank.example}
            schedule: {mail: 1d, notices: 1d}
            acme: {rateLimits: false}
            """
                .formatted(port));
    try (SmallDisk disk = new SmallDisk(folder.resolve("small"), 1)) {
      site.found();
      ServerTest.register(site);
      try (Adapters adapters = ServerTest.adapters(site, clock);
          Pc pc = new Pc(site)) {
        worked(adapters, Duration.ofHours(27), Duration.ofDays(36));
        Server server = Server.start(adapters);
        try (Prometheus prometheus =
            new Prometheus(folder.resolve("prometheus"), server.managementPort())) {
          meanwhile = looking(server);
          assertThat(pc.acquire(CONTRACT + "/user1", PIN)).isNotNull();
          fires(prometheus, "ShomeiBackupOld");
          fires(prometheus, "ShomeiRehearsalOld");
          worked(adapters, Duration.ZERO, Duration.ZERO);
          quiet(prometheus);

          TlsFiles.write(
              folder.resolve("tls.pem"),
              folder.resolve("tls.key"),
              clock.instant().plus(Duration.ofDays(20)));
          fires(prometheus, "ShomeiCertificateEnds");
          TlsFiles.write(folder.resolve("tls.pem"), folder.resolve("tls.key"));

          theJournalsDiskIsFull(prometheus, adapters, database, disk);
          aSprayOfPins(prometheus, server, site);
          mailsWaitAndBounce(prometheus, server, site, database, port);
        } finally {
          server.close();
        }
      }
    }
  }

  private void theJournalsDiskIsFull(
      Prometheus prometheus, Adapters adapters, ScratchDatabase database, SmallDisk disk)
      throws Exception {
    List<String> serials = FullDiskTest.partnersCertificates(database);
    disk.fill();
    assertThat(serials).anyMatch(serial -> !FullDiskTest.revoked(adapters, serial));
    clock.forward(Duration.ofMinutes(2));
    fires(prometheus, "ShomeiJournalBehind", "ShomeiJournalBehind");
    disk.makeRoom();
    nobodyIsWoken(prometheus);
  }

  /// Again where the server's own look at its figures fell into a spray, and each half was too
  /// small.
  private void aSprayOfPins(Prometheus prometheus, Server server, Site site) throws Exception {
    try (Pc stranger = new Pc(site)) {
      refused(() -> stranger.ready(CONTRACT + "/nobody", "0000aaaa"));
      for (int look = 0; look < 5; look++) {
        pause();
      }
      AtomicInteger looks = new AtomicInteger();
      meanwhile =
          looking(
              server,
              () -> {
                int look = looks.getAndIncrement();
                if (look % 15 == 0) {
                  spray(stranger, "nobody" + look);
                }
                return 0;
              });
      fires(prometheus, "ShomeiLoginsRefused");
      meanwhile = looking(server);
    }
  }

  private static void spray(Pc stranger, String name) {
    IntStream.range(0, 110)
        .parallel()
        .forEach(i -> refused(() -> stranger.ready(CONTRACT + "/" + name + "x" + i, "0000aaaa")));
  }

  private void mailsWaitAndBounce(
      Prometheus prometheus, Server server, Site site, ScratchDatabase database, int port)
      throws Exception {
    site.must("subscriber", "suspend", CONTRACT + "/user1");
    server.runSchedule();
    database.execute(
        """
        insert into outbox (id, institution, mail_text, language, recipient, mail_values, due)
        select gen_random_uuid(), institution, mail_text, language, recipient, mail_values, now()
        from outbox, generate_series(1, 20)
        """);
    fires(prometheus, "ShomeiMailWaits");
    SMTPServer mail =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandler(
                (context, from, to, octets) -> {
                  throw new RejectException(550, "5.1.1 nobody of that name");
                })
            .build();
    mail.start();
    try {
      database.execute("update outbox set due = now() - interval '1 hour'");
      fires(prometheus, "ShomeiMailBounces");
    } finally {
      mail.stop();
    }
    site.must("subscriber", "unsuspend", CONTRACT + "/user1");
  }

  @Test
  void whatHappensToItsDatabaseFiresItsAlert() throws Exception {
    int port = Site.freePort();
    // in capitals it is not taken for this machine's, so that the clocks are compared
    Site site =
        Site.in(
            folder,
            clock,
            "  url: jdbc:postgresql://LOCALHOST:%d/postgres\n  user: postgres".formatted(port),
            "  file: keys.p12\n  passwordFile: p12-password");
    EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"), port);
    try {
      site.found();
      ServerTest.register(site);
      try (Adapters adapters = ServerTest.adapters(site, clock);
          Server server = Server.start(adapters);
          Pc pc = new Pc(site);
          Prometheus prometheus =
              new Prometheus(folder.resolve("prometheus"), server.managementPort())) {
        worked(adapters, Duration.ZERO, Duration.ZERO);
        meanwhile = looking(server);
        quiet(prometheus);
        clock.forward(Duration.ofMinutes(1));
        fires(prometheus, "ShomeiAlarm");
        clock.forward(Duration.ofMinutes(-1));
        quiet(prometheus);
        database.close();
        meanwhile = looking(server, () -> pc.ready(CONTRACT + "/user1", PIN));
        fires(prometheus, "ShomeiNotUsable", "ShomeiNotUsable", "ShomeiUnavailable");
        fires(prometheus, "ShomeiUnavailable", "ShomeiNotUsable", "ShomeiUnavailable");
        clock.forward(Duration.ofMinutes(6));
        fires(prometheus, "ShomeiFiguresOld", "ShomeiNotUsable", "ShomeiUnavailable");
      }
    } finally {
      database.close();
    }
  }

  @Test
  void aCaThatGrewOldFiresItsAlert() throws Exception {
    Duration grown = Duration.ofDays(10 * 365 - 20);
    clock.forward(grown.negated());
    Site site = Site.in(folder, clock);
    site.found();
    clock.forward(grown);
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        Prometheus prometheus =
            new Prometheus(folder.resolve("prometheus"), server.managementPort())) {
      worked(adapters, Duration.ZERO, Duration.ZERO);
      meanwhile = looking(server);
      fires(prometheus, "ShomeiCaEnds", "ShomeiCaEnds");
      site.must("ca", "create", "-i", "kita");
      nobodyIsWoken(prometheus);
    }
  }

  private void worked(Adapters adapters, Duration backup, Duration rehearsal) {
    Upkeep upkeep = adapters.database().upkeep();
    upkeep.ended(Upkeep.Work.BACKUP, clock.instant().minus(backup));
    upkeep.ended(Upkeep.Work.REHEARSAL, clock.instant().minus(rehearsal));
  }

  /// Everything comes round that else would within a minute.
  private static Callable<?> looking(Server server, Callable<?>... refused) {
    return () -> {
      for (Callable<?> one : refused) {
        refused(one);
      }
      server.runSchedule();
      return 0;
    };
  }

  private static void refused(Callable<?> request) {
    try {
      request.call();
    } catch (AcmeFailure expected) {
      // that is the fault
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }

  /// Waits until the alert fires, and looks that nobody is woken for another reason.
  ///
  /// @param woken the alerts of severity `page` that the fault may fire, too
  private void fires(Prometheus prometheus, String alert, String... woken) throws Exception {
    for (int look = 0; look < 80; look++) {
      List<Prometheus.Alert> firing = prometheus.firing();
      assertThat(Prometheus.pages(firing)).as("before " + alert).isSubsetOf(Set.of(woken));
      if (Prometheus.names(firing).contains(alert)) {
        return;
      }
      pause();
    }
    throw new AssertionError(alert + " did not fire");
  }

  private void quiet(Prometheus prometheus) throws Exception {
    Set<String> firing = Set.of();
    int well = 0;
    for (int look = 0; look < 80 && well < QUIET; look++) {
      pause();
      firing = new TreeSet<>(Prometheus.names(prometheus.firing()));
      well = firing.isEmpty() ? well + 1 : 0;
    }
    assertThat(firing).isEmpty();
  }

  private void nobodyIsWoken(Prometheus prometheus) throws Exception {
    Set<String> firing = Set.of("nothing known yet");
    for (int look = 0; look < 80 && !firing.isEmpty(); look++) {
      pause();
      firing = new TreeSet<>(Prometheus.pages(prometheus.firing()));
    }
    assertThat(firing).isEmpty();
  }

  private void pause() throws Exception {
    meanwhile.call();
    boolean _ = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
  }
}
