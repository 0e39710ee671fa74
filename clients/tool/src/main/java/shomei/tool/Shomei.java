package shomei.tool;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Log;
import shomei.tool.talk.Texts;

/// The command line `shomei`. See README.md for its commands and exit codes.
public final class Shomei {
  private final Surroundings surroundings;

  public Shomei(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] args) {
    Surroundings surroundings = Surroundings.ofProcess();
    Shomei shomei = new Shomei(surroundings);
    Texts texts = Texts.in(shomei.language(args), surroundings.zone());
    Log log = new Log(texts, surroundings.err(), surroundings.clock());
    AtomicBoolean over = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      if (!over.get()) {
                        log.say("log.interrupted");
                      }
                    }));
    int code = shomei.run(args);
    over.set(true);
    System.exit(code);
  }

  /// Runs one command.
  ///
  /// @return the exit code's number, see [ExitCode]
  public int run(String... args) {
    Texts texts = Texts.in(language(args), surroundings.zone());
    Output output = new Output(surroundings, texts, Arrays.asList(args).contains("--json"));
    CommandLine line =
        new CommandLine(new Root())
            .addSubcommand(new AcquireCommand(surroundings, texts, output))
            .addSubcommand(new RenewCommand(surroundings, texts, output))
            .addSubcommand(new ListCommand(surroundings, texts, output))
            .addSubcommand(new ShowCommand(surroundings, texts, output))
            .setResourceBundle(texts.bundle())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(output.outWriter())
            .setErr(output.errWriter());
    line.setParameterExceptionHandler((wrong, given) -> output.failed(usage(wrong)));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) ->
            failure instanceof ToolFailure told ? output.failed(told) : output.fault(failure));
    return line.execute(args);
  }

  private static ToolFailure usage(ParameterException wrong) {
    return ToolFailure.of(ExitCode.USAGE, "fail.usage", String.valueOf(wrong.getMessage()));
  }

  /// Needed before the command line is parsed, since its help is in that language too.
  private Locale language(String[] args) {
    Optional<String> chosen = Optional.empty();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--lang") && i + 1 < args.length) {
        chosen = Optional.of(args[i + 1]);
      } else if (args[i].startsWith("--lang=")) {
        chosen = Optional.of(args[i].substring("--lang=".length()));
      }
    }
    return chosen.map(Locale::forLanguageTag).orElse(surroundings.language());
  }

  @Command(name = "shomei", mixinStandardHelpOptions = true, version = "shomei 0.1")
  static final class Root implements Runnable {
    @CommandLine.Spec CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
      if (spec != null) {
        spec.commandLine().usage(spec.commandLine().getOut());
      }
    }
  }
}
