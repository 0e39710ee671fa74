package shomei.desktop.setting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.StoreLocation;

/// Where a certificate can go: the one list that screens offer and pages are told of.
public final class Places {
  private final @Nullable StoreLocation chosen;

  /// @param chosen in the settings
  public Places(@Nullable StoreLocation chosen) {
    this.chosen = chosen;
  }

  /// A place to choose.
  ///
  /// @param location absent: a file in the profile's folder
  public record Place(Kind kind, @Nullable StoreLocation location) {
    public StoreLocation in(Path profile) {
      return location == null
          ? StoreLocation.ofFile(profile.resolve("certificate.p12").toString())
          : location;
    }
  }

  /// What kind of place it is.
  public enum Kind {
    PROFILE_FILE,
    FILE,
    TOKEN
  }

  /// The one that was chosen first.
  public List<Place> all() {
    List<Place> places = new ArrayList<>();
    if (chosen != null) {
      places.add(new Place(chosen.file() == null ? Kind.TOKEN : Kind.FILE, chosen));
    }
    places.add(new Place(Kind.PROFILE_FILE, null));
    return places;
  }

  /// As pages are told.
  public List<String> names() {
    return List.of("file", "token");
  }

  public StoreLocation usual(Path profile) {
    return all().getFirst().in(profile);
  }

  /// What the person typed as a file.
  public static Optional<StoreLocation> file(String typed) {
    return typed.isBlank()
        ? Optional.empty()
        : Optional.of(StoreLocation.ofFile(Path.of(typed.strip()).toAbsolutePath().toString()));
  }
}
