package shomei.enrollment.pairing;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.state.Profile;

/// The banks that were installed with the program, so that nobody types an address:
/// `institutions.json` beside it.
public record Institutions(List<Institution> institutions) {
  /// Names another file, for whoever tries the program out.
  public static final String VARIABLE = "SHOMEI_INSTITUTIONS";

  public Institutions {
    institutions = List.copyOf(institutions);
  }

  /// @param authorities file of the CAs that the server's TLS certificate may come from, beside the
  ///   list; absent: those of the platform
  /// @param pages where its pages begin, to log in; absent: not known
  public record Institution(
      String ja, String en, URI directory, @Nullable String authorities, @Nullable URI pages) {
    public Institution {
      Objects.requireNonNull(ja, "ja");
      Objects.requireNonNull(en, "en");
      Objects.requireNonNull(directory, "directory");
    }
  }

  public static Institutions none() {
    return new Institutions(List.of());
  }

  /// @param program the folder of the program; absent where it is not known
  /// @throws shomei.enrollment.EnrollmentException [shomei.enrollment.Failure.Damaged]
  public static Institutions of(Map<String, String> environment, @Nullable Path program) {
    String named = environment.get(VARIABLE);
    if (named != null) {
      return read(Path.of(named).toAbsolutePath());
    }
    Path file = program == null ? null : program.resolve("institutions.json");
    return file == null || !Files.exists(file) ? none() : read(file);
  }

  private static Institutions read(Path file) {
    return new Institutions(
        Profile.parse(file, Institutions.class).institutions().stream()
            .map(one -> beside(file, one))
            .toList());
  }

  private static Institution beside(Path file, Institution one) {
    String authorities = one.authorities();
    return new Institution(
        one.ja(),
        one.en(),
        one.directory(),
        authorities == null ? null : file.resolveSibling(authorities).toString(),
        one.pages());
  }
}
