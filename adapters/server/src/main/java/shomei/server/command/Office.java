package shomei.server.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.server.Parts;
import shomei.settings.Config;
import shomei.settings.ConfigFile;
import shomei.settings.Faulty;

/// What every command needs: where the configuration is, who the operator is, the clock, and a
/// place to write to.
@Command(
    name = "shomei-server",
    mixinStandardHelpOptions = true,
    description =
        "The certificate authority for subscribers of banks, and its operator's commands.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 refused, 2 wrong use, 3 wrong configuration, 4 database, token or port"
          + " not available, 70 a fault of the program."
    })
final class Office {
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
      description = "Who acts, for the history (default: the login name).",
      defaultValue = "${sys:user.name}")
  private String operator = "";

  private final InstantSource clock;
  private final RandomGenerator random;
  private final InputStream in;
  private final PrintWriter out;
  private final PinReader pins;
  private final Supplier<@Nullable Console> console;

  Office(
      InstantSource clock,
      RandomGenerator random,
      InputStream in,
      PrintWriter out,
      PinReader pins,
      Supplier<@Nullable Console> console) {
    this.clock = clock;
    this.random = random;
    this.in = in;
    this.out = out;
    this.pins = pins;
    this.console = console;
  }

  /// Works over the parts of the configured server.
  interface Work {
    void over(Parts parts);
  }

  Config config() throws Faulty {
    return ConfigFile.read(configFile);
  }

  Path configFile() {
    return configFile;
  }

  Parts open() throws Faulty {
    return Parts.open(config(), clock, random);
  }

  void work(Work work) throws Faulty {
    try (Parts parts = Parts.visit(config(), clock, random)) {
      work.over(parts);
    }
  }

  String operator() {
    return operator;
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

  /// The institution of that name, or the only one where none is named.
  static Institution institution(Parts parts, Optional<String> id) {
    List<Institution> all = parts.database().institutions().all();
    String known = all.stream().map(i -> i.id().value()).collect(Collectors.joining(", "));
    if (id.isEmpty()) {
      if (all.size() == 1) {
        return all.getFirst();
      }
      throw new Refusal(
          Reason.MALFORMED, "say which institution, with -i: there are " + orNone(known));
    }
    return parts
        .database()
        .institutions()
        .find(new InstitutionId(id.get()))
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.NOT_FOUND,
                    "there is no institution %s; there are %s".formatted(id.get(), orNone(known))));
  }

  private static String orNone(String known) {
    return known.isEmpty() ? "none" : known;
  }
}
