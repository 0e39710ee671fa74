package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.certificate.Certificate;
import shomei.domain.credential.Pin;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.RegisterUser.NewUser;
import shomei.domain.subscriber.Subscriber.Language;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;
import shomei.embedded.ScratchDatabase;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.AcmeFailure;

/// The database's disk, and the journal's, without room.
@Tag("slow")
@Timeout(600)
final class FullDiskTest {
  private static final InstitutionId KITA = new InstitutionId("kita");
  private static final String CONTRACT = "12345678901234";
  private static final String PIN = "1234abcd";
  private static final int SEATS = 50;
  private static final int AT_ONCE = 8;

  @TempDir Path folder;
  private SmallDisk disk;
  private int port;
  private EmbeddedDatabase database;
  private Site site;

  @BeforeEach
  void mount() throws Exception {
    disk = new SmallDisk(folder.resolve("disk"), 256);
    port = FreePorts.next();
    database = EmbeddedDatabase.start(disk.folder().resolve("database"), port);
    site =
        Site.in(
            folder,
            InstantSource.system(),
            "  url: jdbc:postgresql://localhost:%d/postgres\n  user: postgres".formatted(port),
            "  file: keys.p12\n  passwordFile: p12-password");
    site.found();
    ServerTest.register(site);
  }

  @AfterEach
  void unmount() throws Exception {
    database.close();
    disk.close();
  }

  @Test
  void enrollmentsThatFindNoRoomAreToldToComeAgainAndEachEndsWithOneCertificate() throws Exception {
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site);
        var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      X509Certificate first = pc.acquire(CONTRACT + "/user1", PIN);
      postgres().execute("select pg_switch_wal()");
      List<Seat> seats = seats(adapters);
      List<Future<?>> enrolling = new ArrayList<>();
      for (Seat seat : seats.subList(0, SEATS / 2)) {
        enrolling.add(threads.submit(() -> seat.enroll(pc)));
      }
      Seat.await(() -> seats.stream().anyMatch(Seat::isDone));
      disk.fill();
      // however quick the others were, these find no room
      for (Seat seat : seats.subList(SEATS / 2, SEATS)) {
        enrolling.add(threads.submit(() -> seat.enroll(pc)));
      }
      Seat.await(() -> refused(seats) >= 2 * AT_ONCE);
      assertThat(Pc.status(server, "/healthz")).isEqualTo(200);
      Pc.await(server, "/readyz", 503);
      assertThat(page(server, "/readyz")).contains("database NOT USABLE");
      server.runSchedule();
      try (var party = new RelyingParty(folder.resolve("party"), first)) {
        assertThat(party.openSslReads(party.post(first, party.question(first, false)).body()))
            .contains("Cert Status: good");
        assertThat(party.get(party.crlAddress(first)).statusCode()).isEqualTo(200);
      }

      disk.makeRoom();
      Pc.await(server, "/readyz", 200);
      // what was signed and could not be recorded is another node's work for a minute
      ahead.set(Duration.ofMinutes(2));
      server.runSchedule();
      for (Future<?> one : enrolling) {
        one.get(60, TimeUnit.SECONDS);
      }
      assertThat(page(server, "/metrics"))
          .containsPattern("requests_seconds_count.*status=\"503\"")
          .doesNotContain("status=\"500\"");
      for (Seat seat : seats) {
        assertOne(adapters, seat);
      }
    }
  }

  /// PostgreSQL ends itself where its log finds no room, as it must; something starts it again.
  @Test
  void aDatabaseThatEndsForWantOfRoomComesBackWithAllThatWasAcknowledged() throws Exception {
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      Seat seat = new Seat(CONTRACT + "/user1");
      seat.enroll(pc);
      disk.fill();
      ScratchDatabase postgres = postgres();
      assertThatThrownBy(() -> writeLog(postgres)).hasCauseInstanceOf(SQLException.class);
      Pc.await(server, "/readyz", 503);
      database.close();
      disk.makeRoom();
      database = EmbeddedDatabase.start(disk.folder().resolve("database"), port);
      Pc.await(server, "/readyz", 200);
      assertOne(adapters, seat);
      Seat later = seats(adapters).getFirst();
      later.enroll(pc);
      assertOne(adapters, later);
    }
  }

  private static void writeLog(ScratchDatabase postgres) {
    for (int i = 0; i < 64; i++) {
      postgres.execute("select pg_logical_emit_message(true, 'x', repeat('x', 16000000))");
    }
  }

  /// The journal's last block takes some lines more; the one that does not fit is written in part.
  @Test
  void revocationsThatFindNoRoomInTheJournalAreToldWhenThereIsAndTheJournalIsWhole()
      throws Exception {
    Path journal = folder.resolve("small");
    Files.writeString(
        site.file(),
        Files.readString(site.file()).replace("folder: journal", "folder: small/journal"));
    try (SmallDisk small = new SmallDisk(journal, 1)) {
      List<String> serials;
      try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
          Server server = Server.start(adapters)) {
        serials = partnersCertificates(postgres());
        small.fill();
        List<String> refused = serials.stream().filter(one -> !revoked(adapters, one)).toList();
        assertThat(refused).isNotEmpty().hasSizeLessThan(serials.size());
        assertThat(page(server, "/readyz")).contains("journal ALARM");
        small.makeRoom();
        server.runSchedule();
        assertThat(page(server, "/readyz")).contains("journal well");
      }
      String written = Files.readString(journal.resolve("journal/revocations-1.journal"));
      for (String serial : serials) {
        assertThat(written).containsOnlyOnce("revoked " + serial);
      }
      try (Adapters again = ServerTest.adapters(site, InstantSource.system());
          Server server = Server.start(again)) {
        assertThat(page(server, "/readyz")).contains("journal well");
      }
    }
  }

  static List<String> partnersCertificates(ScratchDatabase database) {
    database.execute(
        """
        insert into certificate (serial, issuer, institution, account, acme_order, identifiers,
          profile, der, fingerprint, spki_digest, not_before, not_after)
        select '4' || substr(md5(i::text), 2), 'kita-g1', 'kita', gen_random_uuid(),
          gen_random_uuid(), '{dns:full.example}', 'tls-client', '', decode(md5(i::text), 'hex'), '', now(),
          now() + interval '1 year'
        from generate_series(1, 100) i
        """);
    return database
        .read("select serial from certificate where profile = 'tls-client'")
        .lines()
        .toList();
  }

  /// Whether it was acknowledged.
  static boolean revoked(Adapters adapters, String serial) {
    try {
      new OperatorBackend(adapters)
          .revoke()
          .byOperator(new Serial(serial), Optional.empty(), operator());
      return true;
    } catch (Refusal later) {
      assertThat(later).hasMessage("UNAVAILABLE: revocations cannot be acknowledged at the moment");
      return false;
    }
  }

  private static List<Seat> seats(Adapters adapters) {
    return seats(adapters, SEATS).stream().map(Seat::new).toList();
  }

  /// Registers users with a PIN that is not temporary.
  static List<String> seats(Adapters adapters, int count) {
    var bank = adapters.database().institution().institutions().find(KITA).orElseThrow();
    var rule = adapters.policies().of(bank).pins();
    List<String> seats = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SubscriberName name =
          new OperatorBackend(adapters)
              .registerUser()
              .register(
                  bank,
                  new NewUser(
                      CONTRACT,
                      "full" + i,
                      "Full",
                      "full@suzuki.example",
                      Language.EN,
                      Pin.choose(PIN, rule),
                      false,
                      Pin.choose("98765432", rule)),
                  operator())
              .seat()
              .name();
      seats.add(name.toString());
    }
    return seats;
  }

  private static Actor operator() {
    return Actor.operator("test", new Origin.Command("root"));
  }

  private ScratchDatabase postgres() {
    return new ScratchDatabase(port, "postgres");
  }

  private static int refused(List<Seat> seats) {
    return seats.stream().mapToInt(seat -> seat.refused.get()).sum();
  }

  /// What the subscriber was given is kept, once, with its entry, and nothing beside it.
  private static void assertOne(Adapters adapters, Seat seat) throws Exception {
    List<Certificate> kept =
        adapters.database().certificates().of(KITA, SubscriberName.parse(seat.name));
    assertThat(kept).as(seat.name).hasSize(1);
    assertThat(kept.getFirst().der().octets()).isEqualTo(seat.certificate().getEncoded());
    assertThat(
            adapters
                .database()
                .history()
                .history()
                .on(KITA, "certificate:" + kept.getFirst().serial()))
        .filteredOn(entry -> entry.act() == Act.CERTIFICATE_ISSUED)
        .hasSize(1);
  }

  private static String page(Server server, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:%d%s".formatted(server.managementPort(), path));
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }

  /// A subscriber who comes again for as long as the server asks for it.
  private static final class Seat {
    private final String name;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Optional<X509Certificate> certificate = Optional.empty();

    Seat(String name) {
      this.name = name;
    }

    boolean isDone() {
      return certificate.isPresent();
    }

    X509Certificate certificate() {
      return certificate.orElseThrow();
    }

    void enroll(Pc pc) {
      Optional<Pc.Ready> ready = Optional.empty();
      while (certificate.isEmpty()) {
        try {
          if (ready.isEmpty()) {
            ready = Optional.of(pc.ready(name, PIN));
          }
          certificate = Optional.of(pc.finish(ready.get()));
        } catch (AcmeFailure.Busy busy) {
          assertThat(busy.retryAfter()).isPresent();
          refused.incrementAndGet();
          pause();
        } catch (AcmeFailure.Unsettled later) {
          // accepted, and not issued yet: the same order is asked after again
          pause();
        } catch (AcmeFailure.Refused refusal) {
          // a crash makes the database forget which nonces were used: none of before it is taken
          if (!refusal.is(ProblemType.BAD_NONCE)) {
            throw refusal;
          }
        } catch (RuntimeException fault) {
          throw fault;
        } catch (Exception fault) {
          throw new IllegalStateException(fault);
        }
      }
    }

    static void await(BooleanSupplier condition) {
      for (int look = 0; !condition.getAsBoolean(); look++) {
        assertThat(look).isLessThan(300);
        pause();
      }
    }

    private static void pause() {
      try {
        boolean _ = new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
      } catch (InterruptedException stop) {
        throw new IllegalStateException(stop);
      }
    }
  }
}
