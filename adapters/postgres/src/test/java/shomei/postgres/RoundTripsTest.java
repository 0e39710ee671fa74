package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.account.Account;
import shomei.domain.administration.UserList;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Actor;
import shomei.domain.history.HistorySearch;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.loginserver.LoginServers.Which;
import shomei.domain.loginserver.RegisterLoginServer;
import shomei.domain.loginserver.TellStatus;
import shomei.domain.order.Order;
import shomei.domain.subscriber.Subscriber;
import shomei.postgres.connection.Pool;

/// Round trips as they are on the wire, `begin` and `commit` included. The door of a request, which
/// remembers the account, is the first summand of each figure below. There is one connection, and
/// the one aside is there from the start, so that the pool opens no other meanwhile, and it asks it
/// for no sign of life between two acts (see pom.xml).
final class RoundTripsTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  /// More often than the driver needs to see a statement before it prepares it on the server, which
  /// changes what it sends.
  private static final int WARM = 8;

  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

  private RoundTrips trips;
  private Database database;

  @BeforeEach
  void open() throws IOException {
    trips = new RoundTrips(CLUSTER.port());
    database = Database.open(CLUSTER.settings(trips.port(), 1), InstantSource.fixed(FAR));
    fill(database.health().pool());
  }

  /// Else the pool would open the connection aside by itself, a moment after its own start.
  private static void fill(Pool pool) {
    Connection one = pool.acquire();
    Connection aside = Optional.ofNullable(pool.aside().acquire()).orElseThrow();
    pool.aside().release(aside);
    pool.release(one);
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    trips.close();
  }

  @Test
  void anEnrollmentTakesSixRoundTripsBeyondTheDoor() {
    Enrollment enrollment = new Enrollment(database, 1);
    for (int i = 0; i < WARM; i++) {
      enrollment.run(enrollment.register());
    }
    SubscriberName seat = enrollment.register();
    database.institution().institutions().find(Examples.institution("midori", "biznet").id());
    trips.taken();

    Account account = counted(1 + 1, enrollment::newAccount);
    Order order = counted(1, () -> enrollment.newOrder(account, seat));
    counted(1, () -> enrollment.authorization(account, order));
    Authorization proven = counted(1 + 2, () -> enrollment.answer(account, order));
    assertThat(proven.status()).isEqualTo(Authorization.Status.VALID);
    Order valid = counted(2, () -> enrollment.finish(account, order));
    counted(0, () -> enrollment.download(account, valid));
  }

  @Test
  void aNameThatIsLookedAtTakesElevenWithTheDoor() {
    Enrollment enrollment = new Enrollment(database, 4);
    String kid = enrollment.partner();
    for (int i = 0; i < WARM; i++) {
      enrollment.runLooked(kid);
    }
    trips.taken();
    counted(11, () -> enrollment.runLooked(kid));
  }

  @Test
  void aRateLimitThatRefusesTakesOneToo() {
    var limit = new Policy.RateLimit(1, Duration.ofHours(1));
    Instant now = Instant.parse("2026-11-21T03:00:00Z");
    for (int i = 0; i < WARM; i++) {
      database.account().rateLimits().take("bucket", limit, now);
    }
    trips.taken();
    assertThat(counted(1, () -> database.account().rateLimits().take("bucket", limit, now)))
        .isEqualTo(Optional.of(Duration.ofHours(1)));
  }

  @Test
  void aLoginServersQuestionTakesOne() {
    Institution midori = Examples.institution("midori", "biznet");
    var tell =
        new TellStatus(
            database.institution().institutions(),
            Examples.policies(),
            database.loginServers(),
            InstantSource.fixed(FAR));
    Enrollment enrollment = new Enrollment(database, 2);
    var asked = new Which.OfSerial(enrollment.run(enrollment.register()).serial());
    Octets own = Octets.of(new byte[] {1, 2, 3});
    new RegisterLoginServer(
            database.loginServers(), database.certificates(), InstantSource.fixed(FAR))
        .register(
            midori.id(),
            "web",
            own,
            Instant.EPOCH,
            FAR,
            Actor.operator("tanaka", new Origin.Command("root")));
    for (int i = 0; i < WARM; i++) {
      tell.tell(midori.id(), own, asked);
    }
    trips.taken();
    counted(1, () -> tell.tell(midori.id(), own, asked));
  }

  @Test
  void whatAnAdministratorLooksAtTakesOneEach() {
    Enrollment enrollment = new Enrollment(database, 3);
    Certificate held = enrollment.run(enrollment.register());
    SubscriberName name = held.seat().orElseThrow();
    InstitutionId institution = held.institution();
    Subscriber seat = database.subscribers().find(institution, name).orElseThrow();
    var all = new UserList.Query("1", Optional.empty(), UserList.Sort.NAME, true, 0, 20);
    var history =
        new HistorySearch.Query(
            new HistorySearch.Scope.OfCorporation(name.contractId()),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());
    List<Supplier<Object>> looks =
        List.of(
            () -> database.users().page(institution, name.contractId(), all, FAR),
            () -> database.users().find(institution, name, FAR),
            () ->
                database
                    .users()
                    .find(institution, name.contractId(), Set.of("user1", "user2"), FAR),
            () -> database.users().count(institution, name.contractId(), FAR),
            () -> database.history().search().find(institution, history, 20),
            () -> database.notice().messages().of(seat, 20),
            () -> database.notice().messages().unread(seat));
    for (Supplier<Object> look : looks) {
      for (int i = 0; i < WARM; i++) {
        assertThat(look.get()).isNotNull();
      }
      trips.taken();
      assertThat(counted(1, look)).isNotNull();
    }
  }

  private <T> T counted(int expected, Supplier<T> act) {
    T result = act.get();
    assertThat(trips.taken()).isEqualTo(expected);
    return result;
  }
}
