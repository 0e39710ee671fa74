package shomei.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import shomei.domain.evidence.CheckpointReader;
import shomei.settings.Config;

/// Every command of `shomei-server` that a README, a comment or a message names is one that there
/// is, with the options that it names.
final class MentionedCommandsTest {
  private static final Pattern MENTION =
      Pattern.compile("shomei-server +((?:[a-z]|--)[^`|>;#\"\\n\\\\]*)");

  private final CommandLine program =
      new Commands(
              new Nothing(),
              InstantSource.fixed(Instant.EPOCH),
              InputStream.nullInputStream(),
              () -> null,
              new PrintWriter(System.out, true, UTF_8),
              new PrintWriter(System.err, true, UTF_8))
          .line();

  @Test
  void everyMentionedCommandIsThere() {
    List<String> wrong = new ArrayList<>();
    int mentions = 0;
    for (Path file : files()) {
      Matcher mention = MENTION.matcher(text(file).replace("\\\n", " "));
      while (mention.find()) {
        mentions++;
        if (!exists(mention.group(1).strip().split("\\s+"))) {
          wrong.add(file + ": " + mention.group());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(mentions).isGreaterThan(30);
  }

  @Test
  void whatIsNotThereIsFound() {
    assertThat(exists("policy", "reference")).isFalse();
    assertThat(exists("eab", "add", "--partners")).isFalse();
    assertThat(exists("eab", "add", "--partner")).isTrue();
  }

  private boolean exists(String... words) {
    CommandLine at = program;
    int next = 0;
    while (next < words.length && at.getSubcommands().containsKey(words[next])) {
      at = Objects.requireNonNull(at.getSubcommands().get(words[next++]));
    }
    boolean ends = at.getSubcommands().isEmpty() || next == 0 && words[0].startsWith("--");
    CommandLine command = at;
    return ends
        && Stream.of(words)
            .skip(next)
            .filter(word -> word.startsWith("-") && word.length() > 1)
            .map(word -> word.replaceAll("[=.,:…)].*$", ""))
            .allMatch(option -> command.getCommandSpec().findOption(option) != null);
  }

  private static List<Path> files() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve(".mvn"))) {
      root = Objects.requireNonNull(root.getParent(), "no .mvn above");
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(md|java|yaml|yml|sql)"))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.endsWith("MentionedCommandsTest.java"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A program of which only the commands are looked at.
  private static final class Nothing implements Program {
    @Override
    public Backend open(Config config) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AutoCloseable serve(Config config) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void check(Config config) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CheckpointReader checkpoints(InputStream roots) {
      throw new UnsupportedOperationException();
    }
  }
}
