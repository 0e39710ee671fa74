package shomei.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.settings.Faulty;

/// The command line.
public final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  private final Context context;
  private final PrintWriter out;
  private final PrintWriter err;

  /// @param console where PINs are asked for; none where there is no terminal
  public Commands(
      Program program,
      InstantSource clock,
      InputStream in,
      Supplier<@Nullable Console> console,
      PrintWriter out,
      PrintWriter err) {
    this.context = new Context(program, clock, in, out, new PinReader(in, console), console);
    this.out = out;
    this.err = err;
  }

  /// @return what the process should end with; see [ExitCode]
  public int run(String... arguments) {
    CommandLine line = new CommandLine(context);
    commands(arguments).forEach(line::addSubcommand);
    int code =
        line.setOut(out)
            .setErr(err)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((fault, command, parsed) -> told(fault, err))
            .execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  /// A server that starts does not wait for the options of thirty other commands to be read from
  /// their classes: that takes longer than opening the database.
  private List<Object> commands(String... arguments) {
    if (arguments.length > 0 && arguments[0].equals("serve")) {
      return List.of(new ServeCommand(context));
    }
    return List.of(
        new ServeCommand(context),
        new CheckCommand(context),
        new MigrateCommand(context),
        new InstitutionCommands(context),
        new InstitutionCommands.Ca(context),
        new CorporationCommands(context),
        new CorporationCommands.User(context),
        new SubscriberCommands(context),
        new CertificateCommands(context),
        new PartnerCommands(context),
        new PartnerCommands.Eab(context),
        new LoginServerCommands(context),
        new HistoryCommands(context),
        new VerifyHistoryCommand(context),
        new FileCommands(context));
  }

  private static int told(Exception fault, PrintWriter err) {
    return switch (fault) {
      case Faulty faulty -> {
        faulty.faults().forEach(err::println);
        yield ExitCode.CONFIGURATION;
      }
      case Refusal refusal -> {
        err.println(refusal.failure().detail());
        yield refusal.reason() == Reason.UNAVAILABLE ? ExitCode.UNAVAILABLE : ExitCode.REFUSED;
      }
      default -> {
        LOG.error("the command failed", fault);
        err.println("the command failed: " + fault.getClass().getSimpleName() + "; see the log");
        yield ExitCode.FAULT;
      }
    };
  }
}
