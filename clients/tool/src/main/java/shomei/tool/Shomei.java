package shomei.tool;

import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import shomei.enrollment.EnrollmentException;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Log;
import shomei.tool.talk.Texts;

/// The command line `shomei`. See README.md for its commands and exit codes.
public final class Shomei {
  /// As pages show it.
  static final String NUMBER = "0.1";

  private static final String VERSION = "shomei " + NUMBER;

  private final ToolContext context;

  public Shomei(ToolContext context) {
    this.context = context;
  }

  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println(VERSION); // at once: the parser alone takes half a second
      return;
    }
    ToolContext context = ToolContext.ofProcess();
    Shomei shomei = new Shomei(context);
    Texts texts = Texts.in(shomei.language(args), context.zone());
    Log log = new Log(texts, context.err(), context.clock());
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
    return line(args).execute(args);
  }

  /// The command line with all its commands, in the language of the arguments.
  public CommandLine line(String... args) {
    Texts texts = Texts.in(language(args), context.zone());
    Output output = new Output(context, texts, Arrays.asList(args).contains("--json"));
    CommandLine line =
        new CommandLine(new Root())
            .addSubcommand(new AcquireCommand(context, texts, output))
            .addSubcommand(new RenewCommand(context, texts, output))
            .addSubcommand(new ListCommand(context, texts, output))
            .addSubcommand(new ShowCommand(context, texts, output))
            .addSubcommand(new LinkCommand(context, texts, output))
            .addSubcommand(new WaitCommand(context, texts, output))
            .setResourceBundle(texts.bundle())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(output.outWriter())
            .setErr(output.errWriter());
    line.setParameterExceptionHandler(
        (wrong, given) -> output.failed(WrongUse.of(wrong).explanation()));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) ->
            switch (failure) {
              case ToolFailure own -> output.failed(own.explanation());
              case EnrollmentException engine -> output.failed(output.explain(engine.failure()));
              case InvalidPathException locale ->
                  output.failed(WrongUse.path(locale).explanation());
              default -> output.fault(failure);
            });
    return line;
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
    return chosen.map(Locale::forLanguageTag).orElse(context.language());
  }

  @Command(name = "shomei", mixinStandardHelpOptions = true, version = Shomei.VERSION)
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
