package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.account.Account;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.order.Order;
import shomei.postgres.connection.DatabaseSettings;

/// A database that answers, and does not take what is to be kept.
final class RefusedWritesTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final InstitutionId MIDORI = new InstitutionId("midori");

  @ParameterizedTest
  @ValueSource(strings = {"53100", "58030", "25006"})
  void whatFindsNoRoomIsRefusedAndHealthTellsUntilThereIs(String state) {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      assertThat(database.health().usable()).isTrue();
      failing("history", state);
      failing("spent_nonce", state);
      assertComeAgain(() -> write(database, state));
      assertThat(database.history().history().latest(MIDORI, 1)).isEmpty();
      assertThat(database.health().usable()).isFalse();

      mended("spent_nonce");
      mended("history");
      assertThat(database.health().usable()).isTrue();
      assertThat(CLUSTER.read("select count(*) from spent_nonce")).isEqualTo("0");
      write(database, state);
    } finally {
      CLUSTER.execute("delete from history");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"53200", "40001", "40P01", "57014"})
  void whatPassesIsRefusedAndNoReasonToTakeTheNodeAway(String state) {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      failing("history", state);
      assertComeAgain(() -> write(database, state));
      assertThat(database.health().usable()).isTrue();
      mended("history");
    }
  }

  @Test
  void aFaultOfOursStaysAFault() {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      failing("history", "23514");
      assertThatThrownBy(() -> write(database, "x")).isInstanceOf(DataAccessException.class);
      mended("history");
    }
  }

  @Test
  void withoutTheRightToWriteTheHistoryNothingIsIssuedAndHealthTells() {
    try (Database owner = Database.open(CLUSTER.settings(), InstantSource.system())) {
      assertThat(owner.health().usable()).isTrue();
    }
    CLUSTER.execute(
        """
        create role clerk login;
        grant all on all tables in schema public to clerk;
        grant all on all sequences in schema public to clerk
        """);
    DatabaseSettings all = CLUSTER.settings();
    DatabaseSettings clerk = new DatabaseSettings(all.url(), "clerk", "", 4, Duration.ofSeconds(5));
    try (Database database = Database.visit(clerk, InstantSource.system())) {
      Enrollment enrollment = new Enrollment(database, 11);
      var seat = enrollment.register();
      Account account = enrollment.newAccount();
      Order order = enrollment.newOrder(account, seat);
      enrollment.answer(account, order);
      String before = CLUSTER.read("select count(*) from certificate");
      assertThat(database.health().usable()).isTrue();

      CLUSTER.execute("revoke insert on history from clerk");
      assertThat(database.health().usable()).isFalse();
      assertComeAgain(() -> enrollment.newOrder(account, seat));
      assertComeAgain(() -> enrollment.finish(account, order));
      assertThat(CLUSTER.read("select count(*) from acme_order")).isEqualTo("1");
      assertThat(CLUSTER.read("select count(*) from certificate")).isEqualTo(before);
      assertThat(database.health().usable()).isFalse();

      CLUSTER.execute("grant insert on history to clerk");
      assertThat(database.health().usable()).isTrue();
      enrollment.finish(account, order);
      assertThat(CLUSTER.read("select count(*) from history where act = 'CERTIFICATE_ISSUED'"))
          .isEqualTo("1");
      assertThat(CLUSTER.read("select count(*) from certificate")).isEqualTo("1");
    } finally {
      CLUSTER.clear();
      CLUSTER.execute("drop owned by clerk; drop role clerk");
    }
  }

  /// Before, it waited for as long as the lock was held, or half a minute, and left a statement in
  /// the database that waited on.
  @Test
  void whoWaitsTooLongForALockIsToldToComeAgainAndLeavesNobodyWaiting() throws Exception {
    DatabaseSettings all = CLUSTER.settings();
    DatabaseSettings impatient =
        new DatabaseSettings(all.url(), all.user(), "", 2, Duration.ofMillis(300));
    try (Database database = Database.open(impatient, InstantSource.system());
        Connection other = CLUSTER.connect()) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("lock table history in exclusive mode");
      }
      assertTimeoutPreemptively(
          Duration.ofSeconds(10), () -> assertComeAgain(() -> write(database, "locked")));
      assertThat(
              CLUSTER.read(
                  "select count(*) from pg_locks where not granted and relation ="
                      + " 'history'::regclass"))
          .isEqualTo("0");
      other.rollback();
      write(database, "free");
      assertThat(CLUSTER.read("select subject from history")).isEqualTo("free");
    } finally {
      CLUSTER.execute("delete from history");
    }
  }

  private static void write(Database database, String subject) {
    database
        .history()
        .history()
        .add(new Entry(Instant.EPOCH, MIDORI, Actor.system(), Act.NOTICE_SENT, subject, Map.of()));
  }

  private static void assertComeAgain(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
              assertThat(refusal.retryAfter()).isPresent();
            });
  }

  /// Whatever is added to the table fails as PostgreSQL does in that state.
  private static void failing(String table, String state) {
    CLUSTER.execute(
        """
        create or replace function fail() returns trigger language plpgsql as
          $$ begin raise exception 'as on a bad day' using errcode = tg_argv[0]; end $$;
        create trigger failing before insert on %s execute function fail('%s')
        """
            .formatted(table, state));
  }

  private static void mended(String table) {
    CLUSTER.execute("drop trigger failing on " + table);
  }
}
