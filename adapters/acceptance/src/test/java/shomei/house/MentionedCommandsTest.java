package shomei.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.command.Commands;
import shomei.enrollment.engine.StageListener;
import shomei.load.ShomeiLoad;
import shomei.server.ServerProgram;
import shomei.tool.Shomei;
import shomei.tool.ToolContext;

/// Every command that a README, a comment or a message names is one that there is, with the options
/// that it names: the program's own help knows them.
final class MentionedCommandsTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");
  private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]*");

  /// A command of commands has this in its synopsis; elsewhere it is the value of an option.
  private static final Pattern GROUP = Pattern.compile("(?<![=\\w])COMMAND");

  enum Program {
    SERVER("shomei-server", 30) {
      @Override
      int run(PrintWriter out, PrintStream raw, String... arguments) {
        return new Commands(
                new ServerProgram(CLOCK, new SecureRandom()),
                CLOCK,
                InputStream.nullInputStream(),
                () -> null,
                out,
                out)
            .run(arguments);
      }
    },
    TOOL("shomei", 9) {
      @Override
      int run(PrintWriter out, PrintStream raw, String... arguments) {
        return new Shomei(
                new ToolContext(
                    raw,
                    raw,
                    InputStream.nullInputStream(),
                    Optional.empty(),
                    Map.of(),
                    Path.of("home"),
                    "nobody",
                    Locale.ENGLISH,
                    CLOCK,
                    ZoneOffset.UTC,
                    pause -> {},
                    new SecureRandom(),
                    StageListener.none()))
            .run(arguments);
      }
    },
    LOAD("shomei-load", 2) {
      @Override
      int run(PrintWriter out, PrintStream raw, String... arguments) {
        return new ShomeiLoad(CLOCK, out, out).run(arguments);
      }
    };

    private final Pattern mention;
    private final int fewest;

    Program(String name, int fewest) {
      this.mention =
          Pattern.compile("(?<![\\w./@:-])" + name + " +((?:[a-z]|--)[^`|>;#\"“”\\n\\\\]*)");
      this.fewest = fewest;
    }

    abstract int run(PrintWriter out, PrintStream raw, String... arguments);

    /// What the program's help says of a command; empty where there is no such command.
    private Optional<String> help(List<String> command) {
      var said = new ByteArrayOutputStream();
      var raw = new PrintStream(said, true, UTF_8);
      int code =
          run(
              new PrintWriter(raw, true, UTF_8),
              raw,
              Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));
      return code == 0 ? Optional.of(said.toString(UTF_8)) : Optional.empty();
    }

    /// The longest beginning of the words that names a command, and whether its help knows every
    /// option among the rest.
    boolean knows(String mentioned) {
      List<String> words = List.of(mentioned.strip().split("\\s+"));
      List<String> command =
          words.stream().takeWhile(word -> WORD.matcher(word).matches()).toList();
      while (!command.isEmpty() && help(command).isEmpty()) {
        command = command.subList(0, command.size() - 1);
      }
      Optional<String> help = help(command);
      boolean group = help.filter(GROUP.asPredicate()).isPresent();
      return group == (command.isEmpty() && words.getFirst().startsWith("--"))
          && words.stream()
              .map(OPTION::matcher)
              .filter(Matcher::lookingAt)
              .map(Matcher::group)
              .allMatch(
                  option ->
                      Pattern.compile("(?<![\\w-])" + option + "(?![\\w-])")
                          .matcher(help.orElseThrow())
                          .find());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyMentionedCommandIsThere(Program program) throws Exception {
    List<String> wrong = new ArrayList<>();
    int mentions = 0;
    for (Path file : Project.here().files()) {
      String name = file.getFileName().toString();
      if (!name.matches(".*\\.(md|java|yaml|yml|sql|properties)")
          || name.equals("MentionedCommandsTest.java")) {
        continue;
      }
      Matcher mention = program.mention.matcher(Files.readString(file).replace("\\\n", " "));
      while (mention.find()) {
        mentions++;
        if (!program.knows(mention.group(1))) {
          wrong.add(file + ": " + mention.group());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(mentions).isGreaterThan(program.fewest);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotThereIsFound(Program program) {
    assertThat(program.knows("policy reference")).isFalse();
    assertThat(program.knows("--versions")).isFalse();
    assertThat(program.knows("--version")).isTrue();
  }
}
