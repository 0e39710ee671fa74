package shomei.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.settings.binding.Faulty;

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
    this.context = new Context(program, clock, in, out, err, new PinReader(in, console), console);
    this.out = out;
    this.err = err;
  }

  /// @return what the process should end with; see [ExitCode]
  public int run(String... arguments) {
    int code = line(arguments).execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  /// The command line with all its commands.
  public CommandLine line() {
    return line("--help");
  }

  /// Reading the options of thirty commands from their classes takes longer than opening the
  /// database, so only those are read whose names are among the arguments.
  private CommandLine line(String... arguments) {
    CommandLine line = new CommandLine(context);
    Map<String, Supplier<Object>> nouns = nouns();
    boolean some = Stream.of(arguments).anyMatch(nouns::containsKey);
    nouns.forEach(
        (name, command) -> {
          if (!some || Arrays.asList(arguments).contains(name)) {
            line.addSubcommand(name, command.get());
          }
        });
    return line.setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, Commands::path)
        .setExecutionExceptionHandler((fault, command, parsed) -> told(fault, err));
  }

  private Map<String, Supplier<Object>> nouns() {
    Map<String, Supplier<Object>> nouns = new LinkedHashMap<>();
    nouns.put("serve", () -> new ServeCommand(context));
    nouns.put("check", () -> new CheckCommand(context));
    nouns.put("doctor", () -> new DoctorCommand(context));
    nouns.put("migrate", () -> new MigrateCommand(context));
    nouns.put("backup", () -> new BackupCommand(context));
    nouns.put("restore", () -> new RestoreCommand(context));
    nouns.put("institution", () -> new InstitutionCommands(context));
    nouns.put("ca", () -> new InstitutionCommands.Ca(context));
    nouns.put("corporation", () -> new CorporationCommands(context));
    nouns.put("user", () -> new CorporationCommands.User(context));
    nouns.put("subscriber", () -> new SubscriberCommands(context));
    nouns.put("certificate", () -> new CertificateCommands(context));
    nouns.put("partner", () -> new PartnerCommands(context));
    nouns.put("eab", () -> new PartnerCommands.Eab(context));
    nouns.put("account", () -> new AccountCommands(context));
    nouns.put("login-server", () -> new LoginServerCommands(context));
    nouns.put("oidc-client", () -> new OidcCommands(context));
    nouns.put("oidc-key", () -> new OidcCommands.Key(context));
    nouns.put("history", () -> new HistoryCommands(context));
    nouns.put("verify-history", () -> new VerifyHistoryCommand(context));
    nouns.put("reference", () -> new FileCommands(context));
    return nouns;
  }

  /// Under LANG=C Java takes no other letters than ASCII into a path, and says so in its own words.
  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new CommandLine.TypeConversionException(
          "the path %s cannot be written in this locale: set LC_ALL=C.UTF-8"
              .formatted(Visible.text(text)));
    }
  }

  private static int told(Exception fault, PrintWriter err) {
    return switch (fault) {
      case Faulty faulty -> {
        faulty.faults().forEach(one -> err.println(Visible.text(one.toString())));
        yield ExitCode.CONFIGURATION;
      }
      case Refusal refusal -> {
        err.println(Visible.text(refusal.failure().detail()));
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
