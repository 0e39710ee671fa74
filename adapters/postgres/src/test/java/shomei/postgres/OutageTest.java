package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.account.Account;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.MutableClock;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.PutInstitution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.order.Order;
import shomei.postgres.connection.DatabaseSettings;

final class OutageTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final InstitutionId MIDORI = new InstitutionId("midori");

  @Test
  void whileTheDatabaseIsAwayRequestsAreToldToComeAgainAndThenItHeals() throws IOException {
    RoundTrips wire = new RoundTrips(CLUSTER.port());
    DatabaseSettings settings = settings(wire.port(), 2, Duration.ofMillis(500));
    MutableClock clock = new MutableClock(NOW);
    try (wire;
        Database database = Database.open(settings, clock)) {
      new PutInstitution(
              database.institution().institutions(), Examples.policies(), InstantSource.system())
          .put(Examples.institution("midori", "biznet"), Examples.COUNTER);
      assertThat(database.health().usable()).isTrue();

      wire.cut();
      for (int i = 0; i < 3; i++) {
        assertUnavailable(database);
      }
      assertThat(database.health().usable()).isFalse();
      assertThat(database.health().ahead(InstantSource.system())).isEmpty();

      wire.mend();
      // The pool tries again at growing intervals, and each question waits for it for a while.
      boolean healed = false;
      for (int i = 0; i < 60 && !healed; i++) {
        clock.advance(Duration.ofSeconds(1));
        healed = database.health().usable();
      }
      assertThat(healed).isTrue();
      assertThat(database.institution().institutions().all()).hasSize(1);
    }
  }

  @Test
  void itsClockIsComparedWithAnother() {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      for (Duration off :
          new Duration[] {Duration.ZERO, Duration.ofHours(1), Duration.ofDays(-9)}) {
        InstantSource clock = () -> InstantSource.system().instant().plus(off);
        Duration ahead = database.health().ahead(clock).orElseThrow();
        assertThat(ahead.plus(off).abs()).isLessThan(Duration.ofSeconds(5));
      }
    }
  }

  @Test
  void aDatabaseThatIsStoppedKeepsNobodyWaitingAndIsFoundWhenItIsBack(@TempDir Path folder)
      throws IOException {
    MutableClock clock = new MutableClock(NOW);
    Duration patience = Duration.ofSeconds(3);
    EmbeddedPostgres postgres = start(folder, 0);
    int port = postgres.getPort();
    var settings =
        new DatabaseSettings(
            "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "", 2, patience);
    try (Database database = Database.open(settings, clock)) {
      database.history().history().latest(MIDORI, 1);

      postgres.close();
      for (int i = 0; i < 3; i++) {
        assertUnavailable(database);
      }
      assertTimeout(
          patience.multipliedBy(5),
          () -> {
            for (int i = 0; i < 100; i++) {
              assertUnavailable(database);
            }
          });

      clock.advance(Duration.ofSeconds(1));
      assertUnavailable(database);
      postgres = start(folder, port);
      assertUnavailable(database);

      // the pool itself may wait some seconds more before it tries again
      for (int looks = 1; !found(database, clock); looks++) {
        assertThat(looks).isLessThan(20);
      }
    } finally {
      postgres.close();
    }
  }

  /// Looks a second later, for as long as it has patience.
  private static boolean found(Database database, MutableClock clock) {
    clock.advance(Duration.ofSeconds(1));
    try {
      return database.history().history().latest(MIDORI, 1).isEmpty();
    } catch (Refusal later) {
      return false;
    }
  }

  private static void assertUnavailable(Database database) {
    assertThatThrownBy(() -> database.history().history().latest(MIDORI, 1))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
              assertThat(refusal.retryAfter()).isPresent();
            });
  }

  /// @param port 0 for any
  private static EmbeddedPostgres start(Path folder, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setLocaleConfig("locale", "C")
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .setPGStartupWait(Duration.ofSeconds(60))
        .start();
  }

  @Test
  void aConnectionThatTheServerEndsIsNotAFault() {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      database.history().history().latest(MIDORI, 1);
      CLUSTER.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name ="
              + " 'shomei'");
      assertThatThrownBy(() -> database.history().history().latest(MIDORI, 1))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE));
    }
  }

  @Test
  void aFaultInTheMiddleOfATransactionLeavesNothingBehindOnTheConnection() {
    try (Database database =
        Database.open(settings(CLUSTER.port(), 1, Duration.ofSeconds(5)), InstantSource.system())) {
      Enrollment enrollment = new Enrollment(database, 3);
      var seat = enrollment.register();
      Account account = enrollment.newAccount();
      Order order = enrollment.newOrder(account, seat);
      CLUSTER.execute(
          "alter table history add constraint full_up check (act <> 'ORDER_PLACED')"
              + " not valid");
      assertThatThrownBy(() -> enrollment.newOrder(account, seat))
          .isInstanceOf(DataAccessException.class);
      CLUSTER.execute("alter table history drop constraint full_up");
      assertThat(database.order().orders().of(account.id(), Optional.empty(), 10, Instant.EPOCH))
          .containsExactly(order.terms().id());
      // The one connection works, and what comes after is a transaction of its own.
      Entry entry =
          new Entry(Instant.EPOCH, MIDORI, Actor.system(), Act.NOTICE_SENT, "x", Map.of());
      database.history().history().add(entry);
      assertThat(CLUSTER.read("select count(*) from history where subject = 'x'")).isEqualTo("1");
      assertThat(
              CLUSTER.read(
                  "select id from acme_order where account = '%s'".formatted(account.id())))
          .isEqualTo(order.terms().id().toString());
    }
  }

  @Test
  void whatTheHistoryCannotRecordIsNotIssued() {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      Enrollment enrollment = new Enrollment(database, 4);
      var seat = enrollment.register();
      Account account = enrollment.newAccount();
      Order order = enrollment.newOrder(account, seat);
      enrollment.answer(account, order);
      String before = CLUSTER.read("select count(*) from certificate");
      CLUSTER.execute(
          "alter table history add constraint full_up check (act <> 'CERTIFICATE_ISSUED') not"
              + " valid");
      assertThatThrownBy(() -> enrollment.finish(account, order))
          .isInstanceOf(DataAccessException.class);
      CLUSTER.execute("alter table history drop constraint full_up");
      assertThat(CLUSTER.read("select count(*) from certificate")).isEqualTo(before);
      assertThat(database.order().orders().find(order.terms().id(), Instant.EPOCH))
          .get()
          .isInstanceOf(Order.Processing.class);
    }
  }

  private static DatabaseSettings settings(int port, int connections, Duration patience) {
    DatabaseSettings settings = CLUSTER.settings(port, connections);
    return new DatabaseSettings(
        settings.url(), settings.user(), settings.password(), connections, patience);
  }
}
