package shomei.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shomei.sdk.ExternalAccount;

/// Alerts, each fired by what happens to a node's PKCS#11 token.
@Tag("slow")
@Timeout(600)
final class TokenAlertsTrialTest {
  private static final String SEAT = "12345678901234/user1";
  private static final String PIN = "1234abcd";

  /// For so long what could not be signed is left to the node that had begun it.
  private static final Duration LEFT = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();

  @Test
  void aTokenThatIsSlowAndThenAwayFiresItsAlerts() throws Exception {
    SoftHsm token = SoftHsm.inBuild("shomei-alerts");
    Site site = Site.onToken(folder, clock, token);
    site.found();
    ServerTest.register(site);
    ExternalAccount partner = Pc.partner(site, "example.jp");
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        Pc pc = new Pc(site);
        AlertWatch watch = new AlertWatch(folder, server)) {
      AlertWatch.worked(adapters, clock, Duration.ZERO, Duration.ZERO);
      watch.quiet();
      AtomicInteger names = new AtomicInteger();
      watch.meanwhile(() -> pc.enroll(partner, "host" + names.getAndIncrement() + ".example.jp"));
      try (SlowToken _ = new SlowToken(token.tokens())) {
        watch.fires("ShomeiSigningSlow");
      }
      watch.quiet();

      Pc.Ready waiting = pc.ready(SEAT, PIN);
      token.vanish();
      watch.meanwhile(() -> pc.finish(waiting));
      String[] woken = {
        "ShomeiNotUsable", "ShomeiSigningFails", "ShomeiIssuanceFails", "ShomeiUnavailable"
      };
      watch.fires("ShomeiNotUsable", woken);
      watch.fires("ShomeiSigningFails", woken);
      watch.fires("ShomeiIssuanceFails", woken);
      clock.forward(Duration.ofHours(20));
      watch.fires(
          "ShomeiCrlEnds",
          "ShomeiCrlEnds",
          "ShomeiNotUsable",
          "ShomeiSigningFails",
          "ShomeiIssuanceFails",
          "ShomeiUnavailable");
      watch.nothingMeanwhile();
      token.comeBack();
      clock.forward(LEFT);
      watch.nobodyIsWoken();
    }
  }

  /// What signs for the CA is certified for thirty days, and anew ten days before they end.
  @Test
  void aTokenThatIsAwayForWeeksFiresTheAlertOfItsDelegates() throws Exception {
    Duration weeks = Duration.ofDays(24);
    clock.forward(weeks.negated());
    SoftHsm token = SoftHsm.inBuild("shomei-alerts");
    Site site = Site.onToken(folder, clock, token);
    site.found();
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters)) {
      server.runSchedule();
      clock.forward(Duration.ofHours(2));
      server.runSchedule();
      server.runSchedule();
      token.vanish();
      clock.forward(weeks.minusHours(2));
      AlertWatch.worked(adapters, clock, Duration.ZERO, Duration.ZERO);
      try (AlertWatch watch = new AlertWatch(folder, server)) {
        watch.fires(
            "ShomeiDelegateEnds",
            "ShomeiDelegateEnds",
            "ShomeiNotUsable",
            "ShomeiCrlEnds",
            "ShomeiSigningFails");
        token.comeBack();
        // the next checkpoint is due, whose key is certified anew before it signs
        clock.forward(Duration.ofHours(2));
        watch.nobodyIsWoken();
      }
    }
  }
}
