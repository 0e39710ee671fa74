package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Serial;
import shomei.embedded.EmbeddedDatabase;

/// A server whose database is put back to an older copy, on a real PostgreSQL's files.
final class RestoreTest {
  private static final String CONTRACT = "12345678901234";
  private static final String PIN = "1234abcd";

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private Site site;
  private EmbeddedDatabase database;

  @BeforeEach
  void found() throws Exception {
    database = EmbeddedDatabase.start(folder.resolve("db"), 0);
    site =
        Site.in(
            folder,
            clock,
            "  url: %s\n  user: %s".formatted(database.url(), database.user()),
            "  file: keys.p12\n  passwordFile: p12-password");
    site.found();
    add("corporation", "add", CONTRACT, "--name", "Suzuki");
    for (String user : List.of("early", "late", "again")) {
      add("user", "add", "--keep-pin", CONTRACT, user, "--name", "Sato");
    }
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void add(String... command) {
    String[] all = List.of(command).toArray(new String[command.length + 4]);
    all[command.length] = "--mail";
    all[command.length + 1] = "somebody@suzuki.example";
    all[command.length + 2] = "--pin-file";
    all[command.length + 3] = "-";
    ServerTest.must(site.runWith(Site.PINS, all));
  }

  @Test
  void anOlderCopyOfTheDatabaseUnRevokesNothingAndTakesNoCrlNumberBack() throws Exception {
    X509Certificate early;
    X509Certificate superseded;
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      early = pc.acquire(CONTRACT + "/early", PIN);
      superseded = pc.acquire(CONTRACT + "/again", PIN);
      publish(server);
    }
    backUp();

    X509Certificate late;
    long number;
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      late = pc.acquire(CONTRACT + "/late", PIN);
      site.must("subscriber", "open-acquisition", CONTRACT + "/again");
      clock.forward(Duration.ofDays(7));
      pc.acquire(CONTRACT + "/again", PIN);
      site.must("certificate", "revoke", serial(early), "--reason", "key_compromise");
      site.must("certificate", "revoke", serial(late));
      publish(server);
      publish(server);
      number = number(crl(early));
    }
    restore();

    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var party = new RelyingParty(folder.resolve("party"), early)) {
      X509CRL crl = party.crl(early);
      assertThat(number(crl)).isGreaterThan(number);
      for (X509Certificate revoked : List.of(early, late, superseded)) {
        assertThat(crl.getRevokedCertificate(revoked)).isNotNull();
        assertThat(
                party.openSslReads(
                    party.post(revoked, party.question(revoked, false)).body(), clock.instant()))
            .contains("Cert Status: revoked");
      }
      assertThat(site.must("certificate", "list", "--state", "revoked"))
          .contains(serial(early), "key_compromise", serial(superseded))
          .doesNotContain(serial(late));
      assertThat(site.must("history", "show", "--limit", "10"))
          .contains("source=journal", "certificate:" + serial(late));
      assertThat(Pc.status(server, "/readyz")).isEqualTo(200);
    }
  }

  @Test
  void aJournalThatIsNewOrWasLostIsFilledFromTheDatabase() throws Exception {
    X509Certificate certificate = revoked();
    deleteJournal();
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      assertThat(journal()).contains("revoked " + serial(certificate), "number kita-g1 0 ");
      assertThat(Pc.status(server, "/readyz")).isEqualTo(200);
    }
  }

  @Test
  void whatAProcessDidNotWriteBeforeItDiedIsMadeGoodAtTheNextStart() throws Exception {
    X509Certificate certificate;
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      certificate = pc.acquire(CONTRACT + "/early", PIN);
      publish(server);
    }
    try (Adapters adapters = ServerTest.adapters(site, clock)) {
      revokePastTheJournal(adapters, certificate);
    }
    assertThat(journal()).doesNotContain(serial(certificate));
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      assertThat(journal()).contains("revoked " + serial(certificate));
      assertThat(Pc.status(server, "/readyz")).isEqualTo(200);
    }
  }

  @Test
  void whatAnotherProcessRevokedIsInTheJournalSoon() throws Exception {
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      X509Certificate certificate = pc.acquire(CONTRACT + "/early", PIN);
      revokePastTheJournal(adapters, certificate);
      server.runSchedule();
      assertThat(journal()).contains("revoked " + serial(certificate));
    }
  }

  @Test
  void aDamagedJournalAndAnotherServersStopTheStartInWords() throws Exception {
    revoked();
    Path file = folder.resolve("journal/revocations-1.journal");
    String whole = Files.readString(file);
    Files.writeString(file, whole.replaceFirst("number kita-g1 0 1", "number kita-g1 0 7"));
    assertRefused("was damaged at line ", "Put back a copy of it");
    Files.writeString(file, whole.replaceFirst("1 [0-9a-f]{8}", "1 00000000"));
    assertRefused("is not a revocation journal");
    Files.writeString(file, whole);
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      assertThat(Pc.status(server, "/readyz")).isEqualTo(200);
    }
  }

  @Test
  void aRevocationThatTheJournalCannotTakeIsNotAcknowledgedAndRingsUntilItCan() throws Exception {
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      X509Certificate certificate = pc.acquire(CONTRACT + "/early", PIN);
      Path file = folder.resolve("journal/revocations-1.journal");
      Path away = folder.resolve("away.journal");
      Files.move(file, away);
      assertThatThrownBy(
              () ->
                  new OperatorBackend(adapters)
                      .revoke()
                      .byOperator(
                          new Serial(serial(certificate)),
                          Optional.empty(),
                          Actor.operator("tanaka", new Origin.Command("root"))))
          .hasMessage("UNAVAILABLE: revocations cannot be acknowledged at the moment");
      assertThat(adapters.journal.well()).isFalse();
      assertThat(Pc.status(server, "/readyz")).isEqualTo(200);
      Files.move(away, file);
      server.runSchedule();
      assertThat(adapters.journal.well()).isTrue();
      assertThat(journal()).contains("revoked " + serial(certificate));
    }
  }

  private void assertRefused(String... words) throws Exception {
    try (Adapters adapters = ServerTest.adapters(site, clock)) {
      assertThatThrownBy(() -> Server.start(adapters))
          .isInstanceOf(Unavailable.class)
          .hasMessageContainingAll(words);
    }
  }

  /// A certificate that was revoked and listed; the server has stopped.
  private X509Certificate revoked() throws Exception {
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      X509Certificate certificate = pc.acquire(CONTRACT + "/early", PIN);
      site.must("certificate", "revoke", serial(certificate));
      publish(server);
      return certificate;
    }
  }

  /// As a process does that dies before it can write to its journal.
  private void revokePastTheJournal(Adapters adapters, X509Certificate certificate) {
    var revocation =
        new Certificate.Revocation(clock.instant(), Optional.of(RevocationReason.SUPERSEDED));
    var entry =
        new Entry(
            clock.instant(),
            new InstitutionId("kita"),
            Actor.system(),
            Act.CERTIFICATE_REVOKED,
            "certificate:" + serial(certificate),
            Map.of());
    assertThat(
            adapters
                .journal
                .plain()
                .certificates()
                .revoke(new Serial(serial(certificate)), revocation, entry))
        .isTrue();
  }

  private void publish(Server server) {
    clock.forward(Duration.ofHours(2));
    server.runSchedule();
  }

  private X509CRL crl(X509Certificate certificate) throws Exception {
    try (var party = new RelyingParty(folder.resolve("party"), certificate)) {
      return party.crl(certificate);
    }
  }

  private static long number(X509CRL crl) {
    byte[] extension = crl.getExtensionValue(Extension.cRLNumber.getId());
    return ASN1Integer.getInstance(ASN1OctetString.getInstance(extension).getOctets())
        .longValueExact();
  }

  private static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  private String journal() throws IOException {
    var text = new StringBuilder();
    try (var files = Files.list(folder.resolve("journal"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".journal")).sorted().toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private void deleteJournal() throws IOException {
    try (var files = Files.list(folder.resolve("journal"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private void backUp() throws IOException {
    database.close();
    copy(folder.resolve("db"), folder.resolve("backup"));
    database = EmbeddedDatabase.start(folder.resolve("db"), database.port());
  }

  private void restore() throws IOException {
    database.close();
    Files.move(folder.resolve("db"), folder.resolve("lost"));
    Files.move(folder.resolve("backup"), folder.resolve("db"));
    database = EmbeddedDatabase.start(folder.resolve("db"), database.port());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(at, to.resolve(from.relativize(at)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(at, to.resolve(from.relativize(at)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
