package shomei.load;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/// The command line `shomei-load`.
public final class ShomeiLoad {
  /// All as it must be.
  public static final int OK = 0;

  /// Operations failed, more of them than were tolerated.
  public static final int FAILURES = 1;

  /// The command line is not understood.
  public static final int USAGE = 2;

  /// The audit failed, or the server did what it must never do.
  public static final int WRONG = 3;

  /// The run did not come about: no server, a file that cannot be read.
  public static final int UNAVAILABLE = 4;

  private final InstantSource clock;
  private final PrintWriter out;
  private final PrintWriter err;

  public ShomeiLoad(InstantSource clock, PrintWriter out, PrintWriter err) {
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new ShomeiLoad(InstantSource.system(), out, err).run(arguments));
  }

  /// @return the exit code
  public int run(String... arguments) {
    CommandLine line =
        new CommandLine(new Root())
            .addSubcommand(new RunCommand(clock, out, err))
            .addSubcommand(new CompareCommand(out))
            .registerConverter(WorkloadKind.class, WorkloadKind::named)
            .setOut(out)
            .setErr(err)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (fault, command, parsed) -> {
                  err.println(fault.getMessage() == null ? fault.toString() : fault.getMessage());
                  return fault instanceof IllegalArgumentException ? USAGE : UNAVAILABLE;
                });
    int code = line.execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  @Command(
      name = "shomei-load",
      mixinStandardHelpOptions = true,
      version = "shomei-load 0.1",
      description = "Puts load on an ACME server, and says how it bore it.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Exit codes: 0 done, 1 operations failed, 2 wrong use, 3 the audit failed or the server did what"
            + " it must never do, 4 the run did not come about."
      })
  static final class Root {}
}
