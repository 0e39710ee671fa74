package shomei.tool.talk;

import java.io.PrintStream;
import java.time.Duration;
import shomei.sdk.Waiter;

/// Counts down on the terminal while the tool waits, on one line that is wiped afterwards.
public final class Countdown implements Waiter {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final String SIGNS = "|/-\\";
  private static final String WIPE = "\r\u001b[K";

  private final Texts texts;
  private final PrintStream err;
  private final Waiter sleep;

  /// @param sleep lets one tick pass
  public Countdown(Texts texts, PrintStream err, Waiter sleep) {
    this.texts = texts;
    this.err = err;
    this.sleep = sleep;
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    Duration left = time;
    int tick = 0;
    try {
      while (left.isPositive()) {
        char sign = SIGNS.charAt(tick++ % SIGNS.length());
        err.print(WIPE + sign + " " + texts.say("log.waiting", left.plusMillis(999).toSeconds()));
        err.flush();
        Duration next = left.compareTo(TICK) < 0 ? left : TICK;
        sleep.pause(next);
        left = left.minus(next);
      }
    } finally {
      err.print(WIPE);
      err.flush();
    }
  }
}
