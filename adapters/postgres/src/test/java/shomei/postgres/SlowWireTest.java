package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.fixture.MutableClock;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.postgres.connection.DatabaseSettings;

/// A network between server and database that is slow, or swallows what is said without ending a
/// connection.
@Timeout(60)
final class SlowWireTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final InstitutionId MIDORI = new InstitutionId("midori");
  private static final int CALLERS = 40;

  @Test
  void anEnrollmentOverASlowWireTakesLongerAndNothingElse() throws Exception {
    try (RoundTrips wire = new RoundTrips(CLUSTER.port());
        Database database =
            Database.open(CLUSTER.settings(wire.port(), 2), new MutableClock(NOW))) {
      Enrollment enrollment = new Enrollment(database, 21);
      var seat = enrollment.register();
      wire.delay(Duration.ofMillis(50));
      assertThat(enrollment.run(seat).serial()).isNotNull();
    }
  }

  /// The driver's own bound on a silent connection is half a minute; here it is two seconds.
  @Test
  void aWireThatSwallowsEverythingKeepsNobodyWaitingBeyondTheBoundAndThenItHeals()
      throws Exception {
    MutableClock clock = new MutableClock(NOW);
    try (RoundTrips wire = new RoundTrips(CLUSTER.port());
        Database database = Database.open(settings(wire.port()), clock);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      database.history().history().latest(MIDORI, 1);
      wire.hold();
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(threads.submit(() -> assertUnavailable(database)));
      }
      for (Future<?> caller : callers) {
        caller.get(20, TimeUnit.SECONDS);
      }
      assertThat(database.health().usable()).isFalse();

      wire.mend();
      boolean healed = false;
      for (int look = 0; look < 60 && !healed; look++) {
        clock.advance(Duration.ofSeconds(1));
        healed = database.health().usable();
      }
      assertThat(healed).isTrue();
    }
  }

  private static void assertUnavailable(Database database) {
    assertThatThrownBy(() -> database.history().history().latest(MIDORI, 1))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  private static DatabaseSettings settings(int port) {
    DatabaseSettings all = CLUSTER.settings(port, 4);
    return new DatabaseSettings(
        all.url() + "?socketTimeout=2", all.user(), "", 4, Duration.ofMillis(500));
  }
}
