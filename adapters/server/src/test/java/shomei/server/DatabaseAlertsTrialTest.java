package shomei.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;

/// Alerts, each fired by what happens to a node's database. Those that need standbys are fired by
/// `deployment/try-failover`.
@Tag("slow")
@Timeout(600)
final class DatabaseAlertsTrialTest {
  private static final String SEAT = "12345678901234/user1";
  private static final String PIN = "1234abcd";

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();

  @Test
  void whatHappensToItsDatabaseFiresItsAlert() throws Exception {
    int port = FreePorts.next();
    // in capitals it is not taken for this machine's, so that the clocks are compared
    Site site =
        Site.in(
            folder,
            clock,
            "  url: jdbc:postgresql://LOCALHOST:%d/postgres\n  user: postgres".formatted(port),
            "  file: keys.p12\n  passwordFile: p12-password");
    Files.writeString(site.file(), "acme: {requestsAtOnce: 1}\n", StandardOpenOption.APPEND);
    Path kept = folder.resolve("database");
    EmbeddedDatabase database = EmbeddedDatabase.start(kept, port);
    try {
      site.found();
      ServerTest.register(site);
      try (Adapters adapters = ServerTest.adapters(site, clock);
          Server server = Server.start(adapters);
          Pc pc = new Pc(site);
          AlertWatch watch = new AlertWatch(folder, server)) {
        AlertWatch.worked(adapters, clock, Duration.ZERO, Duration.ZERO);
        watch.quiet();
        watch.meanwhile(() -> atOnce(pc));
        watch.fires("ShomeiBusy", "ShomeiUnavailable");
        watch.nothingMeanwhile();
        watch.quiet();
        clock.forward(Duration.ofMinutes(1));
        watch.fires("ShomeiAlarm");
        clock.forward(Duration.ofMinutes(-1));
        watch.quiet();
        database.close();
        watch.meanwhile(() -> pc.ready(SEAT, PIN));
        watch.fires("ShomeiNotUsable", "ShomeiNotUsable", "ShomeiUnavailable");
        watch.fires("ShomeiUnavailable", "ShomeiNotUsable", "ShomeiUnavailable");
        clock.forward(Duration.ofMinutes(6));
        watch.fires("ShomeiFiguresOld", "ShomeiNotUsable", "ShomeiUnavailable");
        clock.forward(Duration.ofMinutes(-6));
        Files.createFile(kept.resolve("data/standby.signal"));
        database = EmbeddedDatabase.start(kept, port);
        watch.fires(
            "ShomeiDatabaseReadOnly",
            "ShomeiDatabaseReadOnly",
            "ShomeiNotUsable",
            "ShomeiUnavailable");
      }
    } finally {
      database.close();
    }
  }

  private static int atOnce(Pc pc) {
    IntStream.range(0, 8).parallel().forEach(i -> AlertWatch.refused(() -> pc.ready(SEAT, PIN)));
    return 0;
  }
}
