package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;
import shomei.settings.Config;

/// The whole server, started and stopped, on an embedded database with keys in a file.
final class ServerTest {
  @TempDir Path folder;

  @Test
  void aSubscriberAcquiresIsRemindedOnceAndIsRevokedByTheOperatorBesideTheServer()
      throws Exception {
    var clock = new MovableClock();
    Site site = Site.in(folder, clock);
    site.found();
    register(site);
    String serial;
    try (Adapters adapters = adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      assertThat(Pc.status(server, "/healthz")).isEqualTo(200);
      assertThat(Pc.status(server, "/readyz")).isEqualTo(200);
      assertThat(Pc.status(server, "/metrics")).isEqualTo(200);
      X509Certificate certificate = pc.acquire("12345678901234/user1", "1234abcd");
      serial = certificate.getSerialNumber().toString(16);
      assertThat(certificate.getSubjectX500Principal().getName())
          .contains("CN=12345678901234 user1", "O=Kita Bank");

      assertThat(site.must("certificate", "list"))
          .containsPattern(serial + " +12345678901234/user1 +subscriber +issued");

      assertThat(site.must("certificate", "list", "--subscriber", "12345678901234/user1"))
          .contains(serial);
      assertThat(site.must("certificate", "list", "--subscriber", "12345678901234"))
          .doesNotContain(serial);

      server.runSchedule();
      assertThat(adapters.database().notice().outbox().size()).as("told to both").isEqualTo(2);
      clock.forward(Duration.ofDays(340));
      server.runSchedule();
      server.runSchedule();
      assertThat(adapters.database().notice().outbox().size()).isEqualTo(3);

      site.must("certificate", "revoke", serial, "--reason", "superseded");
      assertThat(site.run("certificate", "revoke", serial).code()).isEqualTo(1);
    }
    assertThat(
            catchThrowable(
                () -> new Socket(InetAddress.getLoopbackAddress(), site.acmePort()).close()))
        .isNotNull();

    try (Adapters adapters = adapters(site, clock);
        Server server = Server.start(adapters)) {
      assertThat(Pc.status(server, "/readyz")).isEqualTo(200);
      assertThat(site.must("certificate", "list", "--state", "revoked"))
          .contains(serial, "revoked (superseded)");
      assertThat(site.must("certificate", "list", "--state", "issued")).doesNotContain(serial);
    }
  }

  @Test
  void withoutACaTheServerDoesNotStart() throws Exception {
    Site site = Site.in(folder, InstantSource.system());
    try (Adapters adapters = adapters(site, InstantSource.system())) {
      assertThatThrownBy(() -> Server.start(adapters))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("ca create");
    }
  }

  @Test
  void anotherTokenThanTheCasOwnStopsTheStart() throws Exception {
    Site site = Site.in(folder, InstantSource.system());
    site.found();
    Path keys = folder.resolve("keys.p12");
    Files.move(keys, folder.resolve("right.p12"));
    try (Adapters adapters = adapters(site, InstantSource.system())) {
      adapters.keys.createSecret(Adapters.SECRET);
      assertThatThrownBy(() -> Server.start(adapters))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("does not hold the key of the CA kita-g1");
    }
  }

  @Test
  void anInstitutionWhosePolicyIsGoneStopsTheStart() throws Exception {
    Site site = Site.in(folder, InstantSource.system());
    Path policies = Files.createDirectories(folder.resolve("policies"));
    Path policy = policies.resolve("own.yaml");
    Files.writeString(policy, site.must("reference", "shipped-policy", "biznet"));
    Files.writeString(site.file(), Files.readString(site.file()) + "policies: policies\n");
    site.found();
    site.must(
        "institution",
        "put",
        "kita",
        "--policy",
        "own",
        "--name-ja",
        "北",
        "--name-en",
        "Kita",
        "--organization",
        "Kita",
        "--unit",
        "Kita CA");
    Files.delete(policy);
    try (Adapters adapters = adapters(site, InstantSource.system())) {
      assertThatThrownBy(() -> Server.start(adapters))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("institution kita has no policy own");
    }
  }

  @Test
  void aTakenPortIsToldAndNothingIsLeftRunning() throws Exception {
    Site site = Site.in(folder, InstantSource.system());
    site.found();
    try (Adapters adapters = adapters(site, InstantSource.system())) {
      try (var taken = new ServerSocket(site.acmePort(), 1, InetAddress.getLoopbackAddress())) {
        assertThat(taken.isBound()).isTrue();
        assertThatThrownBy(() -> Server.start(adapters)).isInstanceOf(Unavailable.class);
      }
      try (Server server = Server.start(adapters)) {
        assertThat(Pc.status(server, "/readyz")).isEqualTo(200);
      }
    }
  }

  @Test
  void aDatabaseThatGoesAwayIsSeenAndFoundAgain() throws Exception {
    int port = FreePorts.next();
    Site site =
        Site.in(
            folder,
            InstantSource.system(),
            "  url: jdbc:postgresql://localhost:%d/postgres\n  user: postgres".formatted(port),
            "  file: keys.p12\n  passwordFile: p12-password");
    Path data = folder.resolve("elsewhere");
    EmbeddedDatabase database = EmbeddedDatabase.start(data, port);
    site.found();
    try (Adapters adapters = adapters(site, InstantSource.system());
        Server server = Server.start(adapters)) {
      Pc.await(server, "/readyz", 200);
      database.close();
      Pc.await(server, "/readyz", 503);
      assertThat(Pc.status(server, "/healthz")).isEqualTo(200);
      database = EmbeddedDatabase.start(data, port);
      Pc.await(server, "/readyz", 200);
    } finally {
      database.close();
    }
  }

  static void register(Site site) {
    must(
        site.runWith(
            Site.PINS,
            "corporation",
            "add",
            "12345678901234",
            "--name",
            "Suzuki",
            "--mail",
            "admin@suzuki.example",
            "--pin-file",
            "-"));
    must(
        site.runWith(
            Site.PINS,
            "user",
            "add",
            "--keep-pin",
            "12345678901234",
            "user1",
            "--name",
            "Sato",
            "--mail",
            "sato@suzuki.example",
            "--pin-file",
            "-"));
  }

  static void must(Site.Ended ended) {
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  static Adapters adapters(Site site, InstantSource clock) throws Exception {
    return Adapters.open(Config.read(site.file()), clock, new SecureRandom());
  }
}
