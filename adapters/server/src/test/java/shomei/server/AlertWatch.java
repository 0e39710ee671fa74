package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import shomei.postgres.upkeep.Upkeep;
import shomei.sdk.AcmeFailure;

/// Somebody who looks at the alerts of a server again and again. Between two looks everything comes
/// round that else would within a minute, and what clients do meanwhile is done.
final class AlertWatch implements AutoCloseable {
  /// How often an alert is looked for before it is missed.
  private static final int PATIENCE = 100;

  /// As many looks as an alert takes at the very least: a scrape, a look at the rules, a second.
  private static final int QUIET = 7;

  private final Server server;
  private final Prometheus prometheus;
  private Callable<?> meanwhile = () -> 0;

  AlertWatch(Path folder, Server server) throws IOException, InterruptedException {
    this.server = server;
    this.prometheus = new Prometheus(folder.resolve("prometheus"), server.managementPort());
  }

  /// Clients do this between two looks from now on, and may be refused.
  void meanwhile(Callable<?> requests) {
    meanwhile = requests;
  }

  void nothingMeanwhile() {
    meanwhile = () -> 0;
  }

  /// Waits until the alert fires, and looks that nobody is woken for another reason.
  ///
  /// @param woken the alerts of severity `page` that the fault may fire, too
  void fires(String alert, String... woken) throws Exception {
    for (int look = 0; look < PATIENCE; look++) {
      List<Prometheus.Alert> firing = prometheus.firing();
      assertThat(Prometheus.pages(firing)).as("before " + alert).isSubsetOf(Set.of(woken));
      if (Prometheus.names(firing).contains(alert)) {
        return;
      }
      pause();
    }
    throw new AssertionError(
        "%s did not fire:%n%s".formatted(alert, Scrape.page(server, "/metrics")));
  }

  /// Waits until no alert fires, and none comes for a while.
  void quiet() throws Exception {
    Set<String> firing = Set.of();
    int well = 0;
    for (int look = 0; look < PATIENCE && well < QUIET; look++) {
      pause();
      firing = new TreeSet<>(Prometheus.names(prometheus.firing()));
      well = firing.isEmpty() ? well + 1 : 0;
    }
    assertThat(firing).isEmpty();
  }

  /// Waits until no alert fires that wakes anybody.
  void nobodyIsWoken() throws Exception {
    Set<String> firing = Set.of("nothing known yet");
    for (int look = 0; look < PATIENCE && !firing.isEmpty(); look++) {
      pause();
      firing = new TreeSet<>(Prometheus.pages(prometheus.firing()));
    }
    assertThat(firing).isEmpty();
  }

  void pause() throws Exception {
    refused(meanwhile);
    server.runSchedule();
    boolean _ = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
  }

  /// Somebody took a backup and rehearsed a restore so long ago.
  static void worked(Adapters adapters, MovableClock clock, Duration backup, Duration rehearsal) {
    Upkeep upkeep = adapters.database().upkeep();
    upkeep.ended(Upkeep.Work.BACKUP, clock.instant().minus(backup));
    upkeep.ended(Upkeep.Work.REHEARSAL, clock.instant().minus(rehearsal));
  }

  static void refused(Callable<?> request) {
    try {
      request.call();
    } catch (AcmeFailure expected) {
      // that is the fault
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }

  @Override
  public void close() {
    prometheus.close();
  }
}
