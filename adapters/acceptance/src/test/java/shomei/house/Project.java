package shomei.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The project as it lies on disk: its files, its modules and what they compiled to.
final class Project {

  /// What was made or belongs to a person's tools, never what we wrote. In a linked work tree
  /// `.git` is a file.
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode");

  private final Path root;

  private Project(Path root) {
    this.root = root;
  }

  /// The project around the working directory of the test.
  static Project here() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(".mvn/maven.config"))) {
        return new Project(at);
      }
    }
    throw new IllegalStateException("no .mvn/maven.config above the working directory");
  }

  Path root() {
    return root;
  }

  /// Every file that somebody wrote.
  List<Path> files() {
    var files = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_OURS.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (!NOT_OURS.contains(file.getFileName().toString())) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  List<Path> files(String... endings) {
    return files().stream()
        .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
        .toList();
  }

  /// The folders of the modules that hold code, sorted.
  Set<Path> modules() {
    return files("pom.xml").stream()
        .map(Path::getParent)
        .filter(folder -> Files.isDirectory(folder.resolve("src")))
        .collect(toCollection(TreeSet::new));
  }

  /// The folders of those that have more than tests.
  Stream<Path> shipping() {
    return modules().stream().filter(module -> Files.isDirectory(module.resolve("src/main/java")));
  }

  /// What the modules ship and what tests it. Reading it takes seconds: read it once.
  JavaClasses classes() {
    return new ClassFileImporter()
        .withImportOption(location -> !location.contains("/jmh_generated/"))
        .importPaths(
            modules().stream()
                .flatMap(
                    module ->
                        Stream.of("target/classes", "target/test-classes").map(module::resolve))
                .filter(Files::isDirectory)
                .toList());
  }

  /// Those that the modules ship.
  static DescribedPredicate<JavaClass> shipped() {
    return describe(
        "shipped",
        type ->
            type.getSource()
                .filter(source -> source.getUri().getPath().contains("/target/classes/"))
                .isPresent());
  }

  /// A file's path as it reads in a message.
  String name(Path file) {
    return root.relativize(file).toString();
  }

  /// The text of a file, byte for byte where it is not text.
  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
