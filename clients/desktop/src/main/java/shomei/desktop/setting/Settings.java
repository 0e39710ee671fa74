package shomei.desktop.setting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.state.Profile;
import shomei.protocol.json.Json;

/// What the person set in the window, as `window.json` in the state directory. No secret.
///
/// @param language `ja`, `en`; absent: the system's
/// @param store where new certificates go; absent: a file of the profile
/// @param proxy as on the command line: an address, or `none`; absent: the environment's
public record Settings(
    @Nullable String language,
    @Nullable StoreLocation store,
    @Nullable String proxy,
    Size size,
    Look look) {

  /// How large everything is.
  public enum Size {
    SMALL(12),
    MEDIUM(14),
    LARGE(18);

    private final int points;

    Size(int points) {
      this.points = points;
    }

    public int points() {
      return points;
    }
  }

  /// Light or dark.
  public enum Look {
    SYSTEM,
    LIGHT,
    DARK
  }

  public Settings {
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(look, "look");
  }

  public static Settings usual() {
    return new Settings(null, null, null, Size.MEDIUM, Look.SYSTEM);
  }

  /// What was kept; the usual ones where nothing was, or nothing that can be read.
  public static Settings read(Path state) {
    Path file = file(state);
    try {
      return Files.exists(file) ? Profile.parse(file, Settings.class) : usual();
    } catch (EnrollmentException damaged) {
      return usual();
    }
  }

  public void write(Path state) {
    DurableFile.makeFolder(state);
    DurableFile.write(file(state), Json.write(this));
  }

  private static Path file(Path state) {
    return state.resolve("window.json");
  }

  public Locale language(Locale system) {
    return language == null ? system : Locale.forLanguageTag(language);
  }
}
