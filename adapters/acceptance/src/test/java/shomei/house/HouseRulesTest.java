package shomei.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the files themselves must keep to. Each rule finds its files and fails where it finds none.
final class HouseRulesTest {

  private static final Project PROJECT = Project.here();
  private static final int LINES = 400;

  /// Assembled, so that these rules do not find themselves.
  private static final Pattern LOOSE_END =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b|@Dis" + "abled");

  private static final Pattern A_MACHINES_PATH =
      Pattern.compile("(^|[^A-Za-z0-9_.<~])/(home|root|work|Users)/", Pattern.MULTILINE);

  private static final Pattern AN_EMPTY_NAME =
      Pattern.compile("(Impl|Service|Manager|Helper|Utils?)\\.java$");

  @Test
  void theTopLevelIsFixed() {
    try (var entries = Files.list(PROJECT.root())) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .filteredOn(name -> !name.startsWith(".") && !name.equals("target"))
          .containsExactlyInAnyOrder(
              "protocol", "domain", "adapters", "clients", "README.md", "pom.xml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyModuleWasBuiltBeforeItIsJudged() {
    var modules = PROJECT.modules();
    assertThat(modules).hasSizeGreaterThanOrEqualTo(2);
    for (var module : modules) {
      if (Files.isDirectory(module.resolve("src/main/java"))) {
        assertThat(module.resolve("target/classes")).isNotEmptyDirectory();
      }
    }
  }

  @Test
  void everyPackageIsNullMarked() {
    var unmarked =
        PROJECT.modules().stream()
            .flatMap(
                module -> {
                  var main = module.resolve("src/main/java");
                  return Stream.of(main, module.resolve("src/test/java"))
                      .flatMap(
                          sources ->
                              Packages.folders(sources)
                                  .filter(folder -> !isMarked(folder))
                                  .filter(
                                      folder ->
                                          !isMarked(main.resolve(sources.relativize(folder)))));
                });
    assertThat(unmarked.map(PROJECT::name)).as("packages that are not @NullMarked").isEmpty();
    assertThat(PROJECT.files("package-info.java")).isNotEmpty();
  }

  private static boolean isMarked(Path folder) {
    var info = folder.resolve("package-info.java");
    return Files.isRegularFile(info) && Project.text(info).contains("@NullMarked");
  }

  @Test
  void noFileIsLongerThanItCanBeReadInOneGo() {
    assertThat(offenders(f -> Project.text(f).lines().count() > LINES, ".java", ".sql", ".css"))
        .as("files of more than %d lines", LINES)
        .isEmpty();
  }

  @Test
  void noNameIsEmptyOfMeaning() {
    assertThat(offenders(f -> AN_EMPTY_NAME.matcher(f.toString()).find(), ".java"))
        .as("names that end in a word without meaning")
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(offenders(f -> LOOSE_END.matcher(Project.text(f)).find(), ".java", ".sql", ".xml"))
        .as("loose ends")
        .isEmpty();
  }

  @Test
  void noFileKnowsAMachine() {
    assertThat(offenders(f -> A_MACHINES_PATH.matcher(Project.text(f)).find(), ""))
        .as("paths of a machine")
        .isEmpty();
  }

  @Test
  void everyModuleTellsWhatItIsFor() {
    assertThat(PROJECT.modules()).isNotEmpty();
    assertThat(PROJECT.modules().stream().map(module -> module.resolve("README.md")))
        .as("READMEs that are missing")
        .filteredOn(readme -> !Files.isRegularFile(readme))
        .isEmpty();
  }

  @Test
  void theReadmeNamesEveryDependency() {
    var readme = Project.text(PROJECT.root().resolve("README.md"));
    var section = readme.substring(Math.max(0, readme.indexOf("\n## Dependencies")));
    var dependencies = Dependencies.of(PROJECT);
    assertThat(dependencies).isNotEmpty();
    assertThat(dependencies)
        .as("dependencies that the README does not name")
        .filteredOn(name -> !section.contains("`" + name + "`"))
        .isEmpty();
  }

  /// Imports in order and none too many, then google-java-format.
  @Test
  void everyFileIsFormatted() {
    assertThat(offenders(HouseRulesTest::isNotFormatted, ".java"))
        .as("files that `mvn -q -N -Pformat` would change")
        .isEmpty();
  }

  private static boolean isNotFormatted(Path file) {
    try {
      var text = Files.readString(file);
      var imports =
          RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(text, Style.GOOGLE));
      return !new Formatter().formatSource(imports).equals(text);
    } catch (FormatterException | IOException e) {
      return true;
    }
  }

  private static List<String> offenders(Predicate<Path> breaks, String... endings) {
    var files = PROJECT.files(endings);
    assertThat(files).as("files to look at").hasSizeGreaterThan(5);
    return files.stream().filter(breaks).map(PROJECT::name).toList();
  }
}
