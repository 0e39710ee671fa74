package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;
import shomei.embedded.ScratchDatabase;
import shomei.postgres.upkeep.Upkeep;

/// `shomei-server doctor` on a server that is well, and on each of its faults.
final class DoctorTest {
  @TempDir Path folder;
  private final InstantSource clock = InstantSource.system();
  private final ScratchDatabase database = ScratchDatabase.create();

  @Test
  void whereAllIsWellItEndsWithZeroAndHasChangedNothing() throws Exception {
    int port = FreePorts.next();
    SMTPServer mail = SMTPServer.port(port).bindAddress(InetAddress.getLoopbackAddress()).build();
    mail.start();
    int databasePort = FreePorts.next();
    try (var _ = EmbeddedDatabase.start(folder.resolve("durable"), databasePort)) {
      Site site =
          Site.in(
              folder,
              clock,
              "  url: jdbc:postgresql://localhost:%d/postgres\n  user: postgres"
                  .formatted(databasePort),
              "  file: keys.p12\n  passwordFile: p12-password");
      Files.writeString(
          site.file(),
          "smtp: {host: 127.0.0.1, port: %d, security: none, from: ca@bank.example}\n"
              .formatted(port),
          StandardOpenOption.APPEND);
      site.found();
      try (Adapters adapters = ServerTest.adapters(site, clock)) {
        adapters.database().upkeep().ended(Upkeep.Work.BACKUP, clock.instant());
        adapters.database().upkeep().ended(Upkeep.Work.REHEARSAL, clock.instant());
      }
      String before = site.must("history", "show");
      Site.Ended said = site.run("doctor");
      assertThat(said.out())
          .contains("ok     database", "ok     token", "ok     TLS", "ok     mail", "ok     clock")
          .contains("ok     CAs", "ok     backup", "ok     rehearsal", "ok     schema")
          .contains("note   configuration  token.file")
          .doesNotContain("WRONG", "do:");
      assertThat(said.code()).as(said.out()).isZero();
      assertThat(site.must("history", "show")).isEqualTo(before);
    } finally {
      mail.stop();
    }
  }

  @Test
  void eachFaultIsToldWithWhatToDoAndHidesNoOther() throws Exception {
    Site site = site();
    site.found();
    Files.setPosixFilePermissions(
        folder.resolve("p12-password"), PosixFilePermissions.fromString("rw-r--r--"));
    TlsFiles.write(
        folder.resolve("tls.pem"),
        folder.resolve("tls.key"),
        clock.instant().plus(Duration.ofDays(3)));
    Files.writeString(
        site.file(),
        Files.readString(site.file())
            .replace("publicUrl: https://localhost", "publicUrl: https://ca.bank.example"));
    Site.Ended said = site.run("doctor");
    assertThat(said.code()).isOne();
    assertThat(said.out())
        .containsPattern("WRONG +files +token.passwordFile: others may read .*p12-password")
        .containsPattern("WRONG +TLS +acme: the certificate ends at")
        .containsPattern("WRONG +TLS +acme: the certificate is not for ca.bank.example")
        .containsPattern("WRONG +mail +no mail server is configured\n +do: set smtp")
        .containsPattern("WRONG +backup +none was ever made\n +do: ")
        .containsPattern("WRONG +database +fsync is off")
        .containsPattern("ok +token");
  }

  @Test
  void aMailServerThatIsAwayAndKeysThatAreNotTheCasAreFaults() throws Exception {
    Site site = site();
    site.found();
    Files.writeString(
        site.file(),
        "smtp: {host: 127.0.0.1, port: %d, security: none, from: ca@bank.example}\n"
            .formatted(FreePorts.next()),
        StandardOpenOption.APPEND);
    Files.delete(folder.resolve("keys.p12"));
    Files.writeString(folder.resolve("tls.key"), "no key");
    Site.Ended said = site.run("doctor");
    assertThat(said.code()).isOne();
    assertThat(said.out())
        .containsPattern("WRONG +mail +127.0.0.1:\\d+: ")
        .containsPattern("WRONG +token +.*\n +do: is the device there")
        .containsPattern("WRONG +TLS +acme: .*tls.key hold no certificate and key")
        .containsPattern("ok +database")
        .doesNotContain("not-for-production");
  }

  @Test
  void aSchemaThatIsBehindOrAheadIsToldAndLeftAsItIs() throws Exception {
    Site site = site();
    assertThat(site.run("doctor").out())
        .containsPattern(
            "WRONG +schema +0, and this program's is \\d+\n +do: start the server, or run shomei-server migrate");
    site.must("migrate");
    database.execute(
        "update flyway_schema_history set version = '998' where installed_rank ="
            + " (select max(installed_rank) from flyway_schema_history)");
    Site.Ended said = site.run("doctor");
    assertThat(said.code()).isOne();
    assertThat(said.out()).containsPattern("WRONG +schema +998 is newer than this program's");
  }

  @Test
  void withoutADatabaseTheRestIsLookedAt() throws Exception {
    Site site =
        Site.in(
            folder,
            clock,
            "  url: jdbc:postgresql://localhost:%d/nowhere\n  user: nobody"
                .formatted(FreePorts.next()),
            "  file: keys.p12\n  passwordFile: p12-password");
    Site.Ended said = site.run("doctor");
    assertThat(said.code()).isOne();
    assertThat(said.out())
        .containsPattern("WRONG +database +.*\n +do: is PostgreSQL up")
        .containsPattern("ok +TLS +acme");
  }

  @Test
  void aConfigurationThatCannotBeReadIsAllThatIsTold() throws Exception {
    Site site = site();
    Files.writeString(site.file(), "colour: red\n", StandardOpenOption.APPEND);
    Site.Ended said = site.run("doctor");
    assertThat(said.code()).isOne();
    assertThat(said.out()).containsPattern("WRONG +configuration +.*colour").contains("do: mend");
  }

  private Site site() throws Exception {
    return Site.in(folder, clock, database);
  }
}
