package shomei.enrollment.computer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.file.TextFile;

/// The profiles of Firefox on this PC, by its `profiles.ini` and `installs.ini`, wherever packages,
/// snap and flatpak put them. What cannot be read is passed over.
final class FirefoxProfiles {
  private final Computer computer;

  FirefoxProfiles(Computer computer) {
    this.computer = computer;
  }

  /// @param isUsual whether an installed Firefox opens it by itself
  record FirefoxProfile(String name, Path folder, boolean isUsual) {}

  /// Those whose folder is there, the usual ones first.
  List<FirefoxProfile> all() {
    Set<Path> seen = new HashSet<>();
    return roots()
        .flatMap(root -> in(root).stream())
        .filter(profile -> Files.isDirectory(profile.folder()))
        .filter(profile -> seen.add(real(profile.folder())))
        .sorted(Comparator.comparing(profile -> !profile.isUsual()))
        .toList();
  }

  private Stream<Path> roots() {
    Path home = computer.home();
    Path settings =
        Path.of(
            computer
                .environment()
                .getOrDefault("XDG_CONFIG_HOME", home.resolve(".config").toString()));
    return Stream.of(
        settings.resolve("mozilla/firefox"),
        home.resolve(".mozilla/firefox"),
        home.resolve("snap/firefox/common/.mozilla/firefox"),
        home.resolve(".var/app/org.mozilla.firefox/config/mozilla/firefox"),
        home.resolve(".var/app/org.mozilla.firefox/.mozilla/firefox"));
  }

  private static List<FirefoxProfile> in(Path root) {
    Map<String, Map<String, String>> sections = sections(root.resolve("profiles.ini"));
    Set<Path> usual = new HashSet<>();
    Stream.concat(
            sections.entrySet().stream().filter(section -> section.getKey().startsWith("Install")),
            sections(root.resolve("installs.ini")).entrySet().stream())
        .flatMap(section -> folder(root, section.getValue().get("Default")).stream())
        .forEach(usual::add);
    return sections.entrySet().stream()
        .filter(section -> section.getKey().startsWith("Profile"))
        .flatMap(section -> profile(root, section.getValue(), usual).stream())
        .toList();
  }

  /// @param usual of installed Firefoxes; where there are none, an older `Default=1` counts
  private static Optional<FirefoxProfile> profile(
      Path root, Map<String, String> values, Set<Path> usual) {
    return folder(root, values.get("Path"))
        .map(
            path ->
                new FirefoxProfile(
                    values.getOrDefault("Name", String.valueOf(path.getFileName())),
                    path,
                    usual.isEmpty() ? "1".equals(values.get("Default")) : usual.contains(path)));
  }

  /// Relative to the root, or absolute.
  private static Optional<Path> folder(Path root, @Nullable String path) {
    try {
      return Optional.ofNullable(path).map(text -> root.resolve(text).normalize());
    } catch (InvalidPathException unfit) {
      return Optional.empty();
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException unreadable) {
      return folder;
    }
  }

  /// Each section's values by its name.
  private static Map<String, Map<String, String>> sections(Path file) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    Map<String, String> current = new HashMap<>();
    for (String line : lines(file)) {
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        current =
            sections.computeIfAbsent(
                line.substring(1, line.length() - 1), section -> new HashMap<>());
      } else if (equals > 0) {
        current.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return sections;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file)
          ? TextFile.read(file).lines().map(String::strip).toList()
          : List.of();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
