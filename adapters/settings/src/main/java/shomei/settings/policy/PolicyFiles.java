package shomei.settings.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.settings.binding.Binder;
import shomei.settings.binding.Fault;
import shomei.settings.binding.Faulty;

/// The policies of this server: those that ship, and the operator's. A file of the operator's with
/// the name of one that ships takes its place.
public final class PolicyFiles {
  /// The policies that ship, by name.
  public static final List<String> SHIPPED = List.of("acme", "biznet", "densai");

  private static final String ENDING = ".yaml";

  private PolicyFiles() {}

  /// @param folder where the operator keeps policy files, each named after its policy, `kita.yaml`
  /// @throws Faulty with everything that is wrong with any of the files
  public static Policies read(Optional<Path> folder) throws Faulty {
    var policies = new TreeMap<String, Policy>();
    var faults = new ArrayList<Fault>();
    for (String name : SHIPPED) {
      read(
          name,
          faults,
          policies,
          () -> Binder.bind(PolicyFile.class, name + ENDING, text(name), Path.of("")));
    }
    for (Path file : folder.map(PolicyFiles::files).orElse(List.of())) {
      String fileName = file.getFileName().toString();
      String name = fileName.substring(0, fileName.length() - ENDING.length());
      read(name, faults, policies, () -> Binder.bind(PolicyFile.class, file));
    }
    if (!faults.isEmpty()) {
      throw new Faulty(faults);
    }
    return new Policies(policies);
  }

  private static void read(
      String name, List<Fault> faults, Map<String, Policy> policies, Source source) {
    try {
      policies.put(name, source.open().policy());
    } catch (Faulty e) {
      faults.addAll(e.faults());
    }
  }

  @FunctionalInterface
  private interface Source {
    PolicyFile open() throws Faulty;
  }

  /// The text of a policy file that ships, to copy and edit.
  public static String text(String name) {
    try (InputStream in = PolicyFiles.class.getResourceAsStream(name + ENDING)) {
      if (in == null) {
        throw new IllegalStateException("no policy ships as " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
