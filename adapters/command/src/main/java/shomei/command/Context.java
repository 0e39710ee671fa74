package shomei.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.settings.Config;
import shomei.settings.binding.Faulty;

/// What every command runs in: the configuration, the operator, the clock, and where to read from
/// and write to. On the command line these are the options of the program itself.
@Command(
    name = "shomei-server",
    version = "shomei-server 0.1",
    description =
        "The certificate server for corporate internet banking, and its operators' commands.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 refused, 2 wrong use, 3 wrong configuration, 4 database, token or port"
          + " not available, 70 a fault of the program."
    })
final class Context {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  boolean version;

  @Option(
      names = {"-c", "--config"},
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "The configuration (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:SHOMEI_CONFIG:-shomei.yaml}")
  private Path configFile = Path.of("shomei.yaml");

  @Option(
      names = "--operator",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description =
          "A name for the history, beside that of the system's user who runs the command, which is"
              + " recorded in any case.")
  private Optional<String> operator = Optional.empty();

  private final Program program;
  private final InstantSource clock;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final PinReader pins;
  private final Supplier<@Nullable Console> console;

  Context(
      Program program,
      InstantSource clock,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      PinReader pins,
      Supplier<@Nullable Console> console) {
    this.program = program;
    this.clock = clock;
    this.in = in;
    this.out = out;
    this.err = err;
    this.pins = pins;
    this.console = console;
  }

  /// What a command does with the opened program.
  interface Work {
    void over(Backend backend);
  }

  void work(Work work) throws Faulty {
    try (Backend backend = program.open(config())) {
      work.over(backend);
    }
  }

  Config config() throws Faulty {
    return Config.read(configFile);
  }

  Path configFile() {
    return configFile;
  }

  Program program() {
    return program;
  }

  /// Who acts: the system's user, and the name that they gave.
  ///
  /// *Threat:* whoever may run commands acts in another's name. *Answer:* a name is added to that
  /// of the user whom the system has authenticated (not `user.name`, which is anybody's to set).
  ///
  /// @throws Refusal MALFORMED where the name is not one line
  Actor operator() {
    String user = ProcessHandle.current().info().user().orElse("unknown");
    return Actor.operator(
        operator.map(name -> user + " (" + name + ")").orElse(user), new Origin.Command(user));
  }

  InstantSource clock() {
    return clock;
  }

  InputStream in() {
    return in;
  }

  PrintWriter out() {
    return out;
  }

  /// Writes what is wrong, in a line.
  void error(String what) {
    err.println(Visible.text(what));
  }

  PinReader pins() {
    return pins;
  }

  /// Asks the operator to type a word that is not typed by habit.
  ///
  /// @throws Refusal MALFORMED where it was not, or there is no terminal
  void confirm(String question, String word) {
    Console terminal = console.get();
    if (terminal == null) {
      throw new Refusal(Reason.MALFORMED, question + ": give --yes, there is no terminal to ask");
    }
    String typed = terminal.readLine("%s: type %s to go on: ", question, word);
    if (!word.equals(typed)) {
      throw new Refusal(Reason.MALFORMED, "nothing was done");
    }
  }
}
