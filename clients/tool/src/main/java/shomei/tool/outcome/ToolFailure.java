package shomei.tool.outcome;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.protocol.problem.Problem;

/// A run that cannot go on, told in the person's language by a text of the bundle.
public final class ToolFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final String text;
  private final transient Object[] arguments;
  private final transient @Nullable Problem problem;

  private ToolFailure(
      ExitCode code,
      String text,
      @Nullable Problem problem,
      @Nullable Throwable cause,
      Object... arguments) {
    super(code + " " + text, cause);
    this.code = code;
    this.text = text;
    this.problem = problem;
    this.arguments = arguments.clone();
  }

  /// @param text a key of the bundle
  /// @param arguments go into the text; never a secret
  public static ToolFailure of(ExitCode code, String text, Object... arguments) {
    return new ToolFailure(code, text, null, null, arguments);
  }

  public static ToolFailure because(
      Throwable cause, ExitCode code, String text, Object... arguments) {
    return new ToolFailure(code, text, null, cause, arguments);
  }

  /// What the server answered.
  public static ToolFailure told(Problem problem, ExitCode code, String text, Object... arguments) {
    return new ToolFailure(code, text, problem, null, arguments);
  }

  public ExitCode code() {
    return code;
  }

  public String text() {
    return text;
  }

  public Object[] arguments() {
    return arguments.clone();
  }

  public Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }
}
