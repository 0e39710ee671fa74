package shomei.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.postgres.Cluster;

final class PoolTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @Test
  void whoWaitsLongestIsServedFirst() throws Exception {
    try (Pool pool = new Pool(settings(Duration.ofSeconds(30)), InstantSource.system());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Connection only = pool.acquire();
      ConcurrentLinkedQueue<Integer> served = new ConcurrentLinkedQueue<>();
      List<Future<?>> waiting = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int which = i;
        waiting.add(
            threads.submit(
                () -> {
                  Connection connection = pool.acquire();
                  served.add(which);
                  pool.release(connection);
                }));
        while (pool.waiting() <= i) {
          Thread.onSpinWait();
        }
      }
      pool.release(only);
      for (Future<?> one : waiting) {
        one.get();
      }
      assertThat(List.copyOf(served)).isSorted().hasSize(20);
    }
  }

  @Test
  void whoWaitsTooLongIsToldToComeAgain() {
    try (Pool pool = new Pool(settings(Duration.ofMillis(300)), InstantSource.system())) {
      Connection only = pool.acquire();
      assertThatThrownBy(pool::acquire)
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.reason()).isEqualTo(Reason.UNAVAILABLE);
                assertThat(refusal.retryAfter()).isPresent();
              });
      pool.release(only);
      pool.release(pool.acquire());
    }
  }

  @Test
  void whoLooksAtTheDatabaseWaitsBehindNoRequest() throws Exception {
    try (Pool pool = new Pool(settings(Duration.ofSeconds(2)), InstantSource.system())) {
      Connection only = pool.acquire();
      assertThatThrownBy(pool::acquire).isInstanceOf(Refusal.class);
      for (int look = 0; look < 3; look++) {
        Connection aside = Optional.ofNullable(pool.aside().acquire()).orElseThrow();
        assertThat(aside.isValid(10)).isTrue();
        pool.aside().release(aside);
      }
      pool.release(only);
    }
  }

  @Test
  void anOpenTransactionNeverGoesBackIntoThePool() throws Exception {
    try (Pool pool = new Pool(settings(Duration.ofSeconds(5)), InstantSource.system())) {
      Connection first = pool.acquire();
      try (var statement = first.createStatement()) {
        statement.execute("begin; create table left_open (id int)");
      }
      pool.release(first);
      Connection second = pool.acquire();
      try (var statement = second.createStatement();
          var rows = statement.executeQuery("select to_regclass('left_open') is null")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getBoolean(1)).isTrue();
      }
      pool.release(second);
    }
  }

  @Test
  void thePasswordIsInNoText() {
    var settings =
        new DatabaseSettings("jdbc:postgresql://db/x", "u", "s3cret", 1, Duration.ofSeconds(1));
    assertThat(settings).asString().contains("jdbc:postgresql://db/x").doesNotContain("s3cret");
  }

  private static DatabaseSettings settings(Duration patience) {
    DatabaseSettings settings = CLUSTER.settings(CLUSTER.port(), 1);
    return new DatabaseSettings(settings.url(), settings.user(), settings.password(), 1, patience);
  }
}
