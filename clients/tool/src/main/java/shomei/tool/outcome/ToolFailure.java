package shomei.tool.outcome;

import org.jspecify.annotations.Nullable;
import shomei.enrollment.Failure.FileFault;

/// A command that cannot go on for a reason of its own, and not of the engine's.
public final class ToolFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  private ToolFailure(Explanation explanation, @Nullable Throwable cause) {
    super(explanation.code() + " " + explanation.text(), cause);
    this.explanation = explanation;
  }

  /// @param text a key of the bundle
  /// @param arguments go into the text; never a secret
  public static ToolFailure of(ExitCode code, String text, Object... arguments) {
    return new ToolFailure(Explanation.of(code, text, arguments), null);
  }

  public static ToolFailure because(
      Throwable cause, ExitCode code, String text, Object... arguments) {
    return new ToolFailure(Explanation.of(code, text, arguments), cause);
  }

  /// A file that the command line named.
  public static ToolFailure unreadable(String file, FileFault fault) {
    return new ToolFailure(Explanations.unreadable(ExitCode.USAGE, file, fault), null);
  }

  public Explanation explanation() {
    return explanation;
  }
}
