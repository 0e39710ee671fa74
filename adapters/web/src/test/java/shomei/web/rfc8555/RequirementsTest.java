package shomei.web.rfc8555;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of requirements in `protocol/README.md` is what the tests say. `mvn -pl adapters/web
/// -am verify -Dtest.options=-Drequirements.write=true` writes it.
final class RequirementsTest {
  private static final String BEGIN = "<!-- requirements: written by RequirementsTest -->\n";
  private static final String END = "<!-- end of requirements -->\n";

  private record Line(String id, String what, Optional<String> how) {
    static Line parse(String line) {
      String[] cells = line.split(" \\| ", -1);
      return new Line(
          cells[0], cells[1], cells.length > 2 ? Optional.of(cells[2]) : Optional.empty());
    }

    boolean is(String kind) {
      return how.filter(it -> it.startsWith(kind + ": ")).isPresent();
    }
  }

  private final Path root = root();
  private final List<Line> lines = lines();
  private final Map<String, Set<String>> tests = tests();

  @Test
  void everyRequirementIsCoveredOrSaysWhyNot() {
    assertThat(lines).extracting(Line::id).doesNotHaveDuplicates().hasSizeGreaterThan(150);
    assertThat(lines).extracting(Line::id).containsAll(tests.keySet());
    assertThat(lines)
        .allSatisfy(
            line -> {
              if (line.how().isEmpty()) {
                assertThat(tests).as("a test marked %s", line.id()).containsKey(line.id());
              } else {
                assertThat(tests).as("%s has tests here", line.id()).doesNotContainKey(line.id());
                assertThat(line.how().get()).matches("(elsewhere|differs|refused): \\S.*");
              }
            });
  }

  @Test
  void whatIsCoveredElsewhereNamesTestsThatAreThere() {
    List<String> named =
        lines.stream()
            .filter(line -> line.is("elsewhere"))
            .flatMap(line -> Arrays.stream(line.how().orElseThrow().split(" ")).skip(1))
            .distinct()
            .toList();
    assertThat(named).isNotEmpty().allSatisfy(it -> assertThat(isThere(it)).as(it).isTrue());
  }

  @Test
  void theTableInTheReadmeIsWhatTheTestsSay() throws IOException {
    Path readme = root.resolve("protocol/README.md");
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(end).isGreaterThanOrEqualTo(begin);
    String table = table();
    if (Boolean.getBoolean("requirements.write")) {
      Files.writeString(readme, text.substring(0, begin) + table + text.substring(end));
    } else {
      assertThat(text.substring(begin, end)).isEqualTo(table);
    }
  }

  private String table() {
    return lines.stream()
        .map(line -> "| %s | %s | %s |%n".formatted(line.id(), line.what(), cell(line)))
        .collect(
            Collectors.joining(
                "",
                """

                %d requirements: %d covered, %d of them in other modules; %d differ; %d refused.

                | requirement | what | tests, or why not |
                |---|---|---|
                """
                    .formatted(
                        lines.size(),
                        tests.size() + count("elsewhere"),
                        count("elsewhere"),
                        count("differs"),
                        count("refused")),
                "\n"));
  }

  private String cell(Line line) {
    return line.how()
        .map(how -> how.replace("elsewhere: ", "").replaceFirst("^(differs|refused)", "*$1*"))
        .orElseGet(() -> String.join(" ", tests.getOrDefault(line.id(), Set.of())));
  }

  private long count(String kind) {
    return lines.stream().filter(line -> line.is(kind)).count();
  }

  /// The classes by the requirements that their tests are marked with.
  private static Map<String, Set<String>> tests() {
    return classes()
        .flatMap(
            type ->
                Arrays.stream(type.getDeclaredMethods())
                    .flatMap(
                        method ->
                            Arrays.stream(method.getAnnotationsByType(Requirement.class))
                                .flatMap(it -> Arrays.stream(it.value())))
                    .map(id -> Map.entry(id, type.getSimpleName())))
        .collect(
            groupingBy(
                Map.Entry::getKey,
                TreeMap::new,
                mapping(Map.Entry::getValue, toCollection(TreeSet::new))));
  }

  private static Stream<Class<?>> classes() {
    try (Stream<Path> files = Files.list(Path.of(here().toURI()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.class"))
          .<Class<?>>map(name -> named(name.substring(0, name.length() - ".class".length())))
          .toList()
          .stream();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL here() {
    return Objects.requireNonNull(RequirementsTest.class.getResource("."));
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(RequirementsTest.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @param test module and class, as in `pki/CsrReaderTest`
  private boolean isThere(String test) {
    String[] parts = test.split("/", -1);
    Path module = root.resolve(parts[0].equals("domain") ? "domain" : "adapters/" + parts[0]);
    try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
      return files.anyMatch(file -> file.endsWith(parts[1] + ".java"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Line> lines() {
    try (InputStream in = RequirementsTest.class.getResourceAsStream("requirements.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Line::parse)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn"))) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return folder;
  }
}
