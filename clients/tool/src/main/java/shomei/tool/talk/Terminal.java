package shomei.tool.talk;

import java.io.Console;
import java.util.Optional;
import shomei.enrollment.Secret;

/// The terminal with somebody at it who can be asked. Absent wherever the tool runs without one.
public interface Terminal {

  /// @return what was typed; empty where the input ended
  Optional<String> line(String question);

  /// The same without an echo.
  Optional<Secret> secret(String question);

  /// The terminal of this process, where there is one.
  static Optional<Terminal> ofProcess() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).map(OfConsole::new);
  }

  /// The console of the process.
  final class OfConsole implements Terminal {
    private final Console console;

    private OfConsole(Console console) {
      this.console = console;
    }

    @Override
    public Optional<String> line(String question) {
      return Optional.ofNullable(console.readLine("%s: ", question));
    }

    @Override
    public Optional<Secret> secret(String question) {
      char[] typed = console.readPassword("%s: ", question);
      return typed == null ? Optional.empty() : Optional.of(Secret.of(new String(typed)));
    }
  }
}
