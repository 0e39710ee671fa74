package shomei.tool.talk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;

/// PINs and passwords, each from its file where one was named, else from the person, never from the
/// command line: other users of the machine can read that.
public final class Secrets {
  private static final int MAX_OCTETS = 4096;
  private static final int TRIES = 3;

  private final Optional<Asker> asker;
  private final Texts texts;
  private final Log log;
  private final InputStream input;
  private final Map<String, Secret> read = new HashMap<>();

  /// @param input is read for a file named `-`
  public Secrets(Optional<Asker> asker, Texts texts, Log log, InputStream input) {
    this.asker = asker;
    this.texts = texts;
    this.log = log;
    this.input = input;
  }

  /// Whether somebody can be asked.
  public boolean canAsk() {
    return asker.isPresent();
  }

  /// The first line of the file, read once; empty where no file was named.
  public Optional<Secret> fromFile(Optional<String> name) {
    return name.map(file -> read.computeIfAbsent(file, this::firstLine));
  }

  /// @param option the option that would have named a file
  /// @param question key of the bundle
  /// @throws ToolFailure `NEEDS_INPUT`
  public Secret ask(String option, String question, Object... arguments) {
    return asker(option)
        .secret(texts.say(question, arguments))
        .filter(typed -> !typed.text().isEmpty())
        .orElseThrow(() -> ToolFailure.of(ExitCode.NEEDS_INPUT, "fail.noAnswer"));
  }

  /// Asks twice, until both are the same and fit.
  ///
  /// @param fits what is wrong with a text that does not is told by `misfit`, a key of the bundle
  public Secret askNew(String option, String question, Predicate<String> fits, String misfit) {
    for (int i = 0; i < TRIES; i++) {
      Secret first = ask(option, question);
      if (!fits.test(first.text())) {
        log.say(misfit);
      } else if (first.sameAs(ask(option, "ask.again"))) {
        return first;
      } else {
        log.say("say.notTheSame");
      }
    }
    throw ToolFailure.of(ExitCode.NEEDS_INPUT, "fail.noAnswer");
  }

  /// @throws ToolFailure `NEEDS_INPUT`
  public String askLine(String option, String question, Object... arguments) {
    return asker(option)
        .line(texts.say(question, arguments))
        .map(String::strip)
        .filter(typed -> !typed.isEmpty())
        .orElseThrow(() -> ToolFailure.of(ExitCode.NEEDS_INPUT, "fail.noAnswer"));
  }

  private Asker asker(String option) {
    return asker.orElseThrow(() -> ToolFailure.of(ExitCode.NEEDS_INPUT, "fail.needsInput", option));
  }

  private Secret firstLine(String name) {
    try {
      byte[] octets = name.equals("-") ? input.readNBytes(MAX_OCTETS) : firstOctets(Path.of(name));
      String line =
          new String(octets, StandardCharsets.UTF_8)
              .lines()
              .findFirst()
              .map(String::strip)
              .orElse("");
      if (line.isEmpty()) {
        throw ToolFailure.of(ExitCode.USAGE, "fail.emptySecret", name);
      }
      return Secret.of(line);
    } catch (IOException broken) {
      throw ToolFailure.because(
          broken, ExitCode.USAGE, "fail.unreadableFile", name, broken.toString());
    }
  }

  private static byte[] firstOctets(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_OCTETS);
    }
  }
}
