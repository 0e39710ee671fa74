package shomei.tool;

import java.nio.file.InvalidPathException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;

/// What is wrong with a command line, in the person's language.
final class WrongUse {

  private WrongUse() {}

  static ToolFailure of(ParameterException wrong) {
    return switch (wrong) {
      case UnmatchedArgumentException unknown ->
          ToolFailure.of(
              ExitCode.USAGE, "fail.unknownArgument", String.join(" ", unknown.getUnmatched()));
      case OverwrittenOptionException twice ->
          ToolFailure.of(ExitCode.USAGE, "fail.twice", name(twice.getOverwritten()));
      case MissingParameterException missing when !missing.getMissing().isEmpty() ->
          ToolFailure.of(
              ExitCode.USAGE, "fail.missingValue", name(missing.getMissing().getFirst()));
      default -> {
        ArgSpec option = wrong.getArgSpec();
        String value = String.valueOf(wrong.getValue());
        if (option == null) {
          yield ToolFailure.of(ExitCode.USAGE, "fail.usage", String.valueOf(wrong.getMessage()));
        }
        // a character that the locale cannot express came in as U+FFFD
        yield value.indexOf('\uFFFD') >= 0
            ? ToolFailure.of(ExitCode.USAGE, "fail.locale", value)
            : ToolFailure.of(ExitCode.USAGE, "fail.badValue", name(option), value);
      }
    };
  }

  /// A path that the locale cannot express.
  static ToolFailure path(InvalidPathException locale) {
    return ToolFailure.because(locale, ExitCode.USAGE, "fail.locale", locale.getInput());
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
