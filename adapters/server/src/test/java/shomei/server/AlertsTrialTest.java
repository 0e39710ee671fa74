package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import shomei.embedded.FreePorts;
import shomei.embedded.ScratchDatabase;
import shomei.sdk.AcmeFailure;
import shomei.sdk.ExternalAccount;

/// Alerts, each fired by the fault that it is for: a real server to which that happened, scraped by
/// a real Prometheus with the rules that ship. While a fault lasts nobody is woken for another
/// reason. Faults of the token are in [TokenAlertsTrialTest], those of the database in
/// [DatabaseAlertsTrialTest].
@Tag("slow")
@Timeout(600)
final class AlertsTrialTest {
  private static final String CONTRACT = "12345678901234";
  private static final String PIN = "1234abcd";

  /// More than the rule's twenty.
  private static final int LOCKED = 25;

  private static final int TRIES = 5;

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private final ScratchDatabase database = ScratchDatabase.create();

  @Test
  void whatHappensToANodeFiresItsAlert() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder.resolve("small"), 1);
        Running node =
            new Running(
                Duration.ZERO, text -> text.replace("folder: journal", "folder: small/journal"))) {
      AlertWatch watch = node.watch;
      AlertWatch.worked(node.adapters, clock, Duration.ofHours(27), Duration.ofDays(36));
      try (Pc pc = new Pc(node.site)) {
        assertThat(pc.acquire(CONTRACT + "/user1", PIN)).isNotNull();
      }
      watch.fires("ShomeiBackupOld");
      watch.fires("ShomeiRehearsalOld");
      AlertWatch.worked(node.adapters, clock, Duration.ZERO, Duration.ZERO);
      watch.quiet();

      TlsFiles.write(
          folder.resolve("tls.pem"),
          folder.resolve("tls.key"),
          clock.instant().plus(Duration.ofDays(20)));
      watch.fires("ShomeiCertificateEnds");
      TlsFiles.write(folder.resolve("tls.pem"), folder.resolve("tls.key"));
      watch.quiet();

      theJournalsDiskIsFull(watch, node.adapters, disk);
      itsOwnFaults(watch, node.site);
      node.server.close();
      watch.fires("ShomeiDown", "ShomeiDown");
    }
  }

  @Test
  void whatPeopleDoFiresItsAlert() throws Exception {
    int port = FreePorts.next();
    try (Running node =
        new Running(
            Duration.ZERO,
            text ->
                text
                    + """
                    smtp: {host: 127.0.0.1, port: %d, security: none, from: ca@bank.example}
                    schedule: {mail: 1d, notices: 1d}
                    acme: {rateLimits: false}
                    """
                        .formatted(port))) {
      AlertWatch.worked(node.adapters, clock, Duration.ZERO, Duration.ZERO);
      mailsWaitAndBounce(node.watch, node.server, node.site, port);
      aSprayOfPins(node.watch, node.site);
      holdersWhoForgotTheirPin(node.watch, node.adapters, node.site);
    }
  }

  private void theJournalsDiskIsFull(AlertWatch watch, Adapters adapters, SmallDisk disk)
      throws Exception {
    List<String> serials = FullDiskTest.partnersCertificates(database);
    disk.fill();
    assertThat(serials).anyMatch(serial -> !FullDiskTest.revoked(adapters, serial));
    clock.forward(Duration.ofMinutes(2));
    watch.fires("ShomeiJournalBehind", "ShomeiJournalBehind");
    disk.makeRoom();
    watch.nobodyIsWoken();
  }

  /// What the program does not expect: the database refuses what is signed, or to tell a holder.
  private void itsOwnFaults(AlertWatch watch, Site site) throws Exception {
    ExternalAccount partner = Pc.partner(site, "example.jp");
    database.execute(
        """
        create function broken() returns trigger language plpgsql
          as $$ begin raise exception 'broken on purpose'; end $$;
        create trigger broken before insert on certificate execute function broken()
        """);
    try (Pc pc = new Pc(site)) {
      assertThatThrownBy(() -> pc.enroll(partner, "host.example.jp"))
          .isInstanceOf(AcmeFailure.class);
    }
    watch.fires("ShomeiFaults");
    clock.forward(Duration.ofMinutes(6));
    watch.fires("ShomeiOrderStuck", "ShomeiOrderStuck");
    database.execute("drop trigger broken on certificate");
    watch.nobodyIsWoken();

    database.execute(
        """
        create trigger broken before update of decided_at on notice execute function broken();
        update notice set due = now() - interval '1 hour'
        """);
    watch.fires("ShomeiNoticesLate");
    database.execute("drop trigger broken on notice");
  }

  /// Again where the server's own look at its figures fell into a spray, and each half was too
  /// small.
  private void aSprayOfPins(AlertWatch watch, Site site) throws Exception {
    try (Pc stranger = new Pc(site)) {
      AlertWatch.refused(() -> stranger.ready(CONTRACT + "/nobody", "0000aaaa"));
      for (int look = 0; look < 10; look++) {
        watch.pause();
      }
      AtomicInteger looks = new AtomicInteger();
      watch.meanwhile(
          () -> {
            int look = looks.getAndIncrement();
            if (look % 15 == 0) {
              spray(stranger, "nobody" + look);
            }
            return 0;
          });
      watch.fires("ShomeiLoginsRefused");
      watch.nothingMeanwhile();
    }
  }

  private static void spray(Pc stranger, String name) {
    IntStream.range(0, 110)
        .parallel()
        .forEach(
            i ->
                AlertWatch.refused(
                    () -> stranger.ready(CONTRACT + "/" + name + "x" + i, "0000aaaa")));
  }

  /// Each has a certificate, and an account that has proven its seat: one network locks them.
  private static void holdersWhoForgotTheirPin(AlertWatch watch, Adapters adapters, Site site)
      throws Exception {
    try (Pc pc = new Pc(site)) {
      FullDiskTest.seats(adapters, LOCKED).stream()
          .parallel()
          .forEach(seat -> AlertWatch.refused(() -> lock(pc, pc.ready(seat, PIN))));
    }
    watch.fires("ShomeiPinLocks");
  }

  private static X509Certificate lock(Pc pc, Pc.Ready seat) {
    X509Certificate held = pc.finish(seat);
    for (int i = 0; i < TRIES; i++) {
      AlertWatch.refused(() -> pc.again(seat, "0000aaaa"));
    }
    return held;
  }

  private void mailsWaitAndBounce(AlertWatch watch, Server server, Site site, int port)
      throws Exception {
    site.must("subscriber", "suspend", CONTRACT + "/user1");
    server.runSchedule();
    database.execute(
        """
        insert into outbox (id, institution, mail_text, language, recipient, mail_values, due)
        select gen_random_uuid(), institution, mail_text, language, recipient, mail_values, now()
        from outbox, generate_series(1, 20)
        """);
    watch.fires("ShomeiMailWaits");
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
      watch.fires("ShomeiMailBounces");
    } finally {
      mail.stop();
    }
    site.must("subscriber", "unsuspend", CONTRACT + "/user1");
  }

  @Test
  void aCaThatGrewOldFiresItsAlert() throws Exception {
    try (Running node = new Running(Duration.ofDays(10 * 365 - 20), text -> text)) {
      AlertWatch.worked(node.adapters, clock, Duration.ZERO, Duration.ZERO);
      node.watch.fires("ShomeiCaEnds", "ShomeiCaEnds");
      node.site.must("ca", "create", "-i", "kita");
      node.watch.nobodyIsWoken();
    }
  }

  /// Its first CA has ended long before.
  @Test
  void aRootThatGrewOldFiresItsAlert() throws Exception {
    try (Running node = new Running(Duration.ofDays(20 * 365 - 300), text -> text)) {
      AlertWatch.worked(node.adapters, clock, Duration.ZERO, Duration.ZERO);
      node.watch.fires("ShomeiRootEnds", "ShomeiCaEnds", "ShomeiDelegateEnds");
    }
  }

  /// A server, and who looks at its alerts.
  private final class Running implements AutoCloseable {
    private final Site site = Site.in(folder, clock, database);
    private final Adapters adapters;
    private final Server server;
    private final AlertWatch watch;

    /// @param age since its institution was founded
    Running(Duration age, UnaryOperator<String> configuration) throws Exception {
      Files.writeString(site.file(), configuration.apply(Files.readString(site.file())));
      clock.forward(age.negated());
      site.found();
      ServerTest.register(site);
      clock.forward(age);
      adapters = ServerTest.adapters(site, clock);
      server = Server.start(adapters);
      watch = new AlertWatch(folder, server);
    }

    @Override
    public void close() throws IOException {
      watch.close();
      server.close();
      adapters.close();
    }
  }
}
