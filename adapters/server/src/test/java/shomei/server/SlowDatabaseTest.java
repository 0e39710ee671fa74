package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shomei.embedded.ScratchDatabase;
import shomei.sdk.AcmeFailure;

/// A database that answers nobody who wants to write, with more requests than it has connections.
@Tag("slow")
@Timeout(120)
final class SlowDatabaseTest {
  private static final int CALLERS = 60;

  @TempDir Path folder;

  @Test
  void whoeverWaitsIsToldToComeAgainInTimeAndManagementAnswersAllTheWhile() throws Exception {
    ScratchDatabase database = ScratchDatabase.create();
    Site site = Site.in(folder, InstantSource.system(), database);
    site.found();
    ServerTest.register(site);
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
        Server server = Server.start(adapters);
        var pc = new Pc(site);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection other = database.connect()) {
      Pc.await(server, "/readyz", 200);
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.execute("lock table history in exclusive mode");
      }
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(threads.submit(() -> assertToldToComeAgain(pc)));
      }
      while (!callers.stream().allMatch(Future::isDone)) {
        assertThat(Pc.status(server, "/healthz")).isEqualTo(200);
        assertThat(Pc.status(server, "/metrics")).isEqualTo(200);
        assertThat(Pc.status(server, "/readyz")).isIn(200, 503);
      }
      for (Future<?> caller : callers) {
        caller.get(20, TimeUnit.SECONDS);
      }
      other.rollback();
      Pc.await(server, "/readyz", 200);
      assertThat(pc.acquire("12345678901234/user1", "1234abcd").getVersion()).isEqualTo(3);
      assertThat(database.read("select count(*) from certificate")).isEqualTo("1");
    }
  }

  private static void assertToldToComeAgain(Pc pc) {
    long begun = System.nanoTime();
    assertThatThrownBy(() -> pc.acquire("12345678901234/user1", "1234abcd"))
        .isInstanceOfSatisfying(
            AcmeFailure.Busy.class, busy -> assertThat(busy.retryAfter()).isPresent());
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(20));
  }
}
