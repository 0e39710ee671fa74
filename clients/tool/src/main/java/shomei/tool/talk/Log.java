package shomei.tool.talk;

import java.io.PrintStream;
import java.time.InstantSource;

/// Dated lines about what the tool does, on standard error.
public final class Log {
  private final Texts texts;
  private final PrintStream err;
  private final InstantSource clock;

  public Log(Texts texts, PrintStream err, InstantSource clock) {
    this.texts = texts;
    this.err = err;
    this.clock = clock;
  }

  /// @param key of the bundle
  /// @param arguments never a secret
  public void say(String key, Object... arguments) {
    err.println("[" + texts.moment(clock.instant()) + "] " + texts.say(key, arguments));
    err.flush();
  }
}
