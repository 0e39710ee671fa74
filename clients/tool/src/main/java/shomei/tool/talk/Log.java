package shomei.tool.talk;

import java.io.PrintStream;
import java.time.InstantSource;
import shomei.enrollment.Event;

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
    write(texts.say(key, arguments));
  }

  public void write(String text) {
    err.println("[" + texts.moment(clock.instant()) + "] " + text);
    err.flush();
  }

  public void show(Event event) {
    write(EventWords.of(event, texts));
  }
}
