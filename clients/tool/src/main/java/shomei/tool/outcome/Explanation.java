package shomei.tool.outcome;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shomei.protocol.problem.Problem;

/// Why a run ended, for the person and for the script that started it.
///
/// @param text a key of the bundle
/// @param arguments go into the text; never a secret
/// @param problem what the server answered
public record Explanation(
    ExitCode code, String text, List<Object> arguments, @Nullable Problem problem) {

  public Explanation {
    arguments = List.copyOf(arguments);
  }

  static Explanation of(ExitCode code, String text, Object... arguments) {
    return new Explanation(code, text, List.of(arguments), null);
  }

  Explanation told(Problem by) {
    return new Explanation(code, text, arguments, by);
  }
}
