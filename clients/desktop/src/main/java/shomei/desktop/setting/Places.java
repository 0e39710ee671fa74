package shomei.desktop.setting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.computer.Computer;
import shomei.enrollment.computer.StorePlace;
import shomei.enrollment.computer.StorePlaces;
import shomei.tool.StoreWords;
import shomei.tool.talk.Texts;

/// Where a certificate can go: the one list that screens offer and pages are told of. First comes
/// what was set, then what browsers of this PC look at, a file that this program keeps, and last
/// what would have to be made.
public final class Places {
  private static final Place OWN_FILE = new Place(Optional.empty());

  private final List<Place> all;

  /// @param set in the settings
  public Places(@Nullable StoreLocation set, Computer computer) {
    List<StorePlace> found = new StorePlaces(computer).all();
    List<Place> places = new ArrayList<>();
    if (set != null) {
      places.add(new Place(Optional.of(set)));
    }
    add(places, found.stream().filter(StorePlace::isThere));
    places.add(OWN_FILE);
    add(places, found.stream().filter(place -> !place.isThere()));
    this.all = List.copyOf(places);
  }

  private static void add(List<Place> places, Stream<StorePlace> found) {
    found
        .flatMap(place -> place.location().stream())
        .map(location -> new Place(Optional.of(location)))
        .filter(place -> !places.contains(place))
        .forEach(places::add);
  }

  /// A place to choose.
  ///
  /// @param location empty: a file in the profile's folder
  public record Place(Optional<StoreLocation> location) {
    public StoreLocation in(Path profile) {
      return location.orElseGet(
          () -> StoreLocation.ofFile(profile.resolve("certificate.p12").toString()));
    }

    public String words(Texts texts) {
      return location
          .map(one -> StoreWords.of(one, texts))
          .orElseGet(() -> texts.say("place.profileFile"));
    }
  }

  public List<Place> all() {
    return all;
  }

  /// The one for whoever says nothing.
  public Place usual() {
    return all.getFirst();
  }

  /// As pages are told.
  public List<String> names() {
    return all.stream()
        .map(place -> place.location().map(StoreLocation::description).orElse("file"))
        .toList();
  }

  /// What the person typed as a token.
  ///
  /// @param module its PKCS#11 library
  public static Optional<StoreLocation> token(String module, String label) {
    return module.isBlank()
        ? Optional.empty()
        : Optional.of(
            StoreLocation.ofToken(
                Path.of(module.strip()).toAbsolutePath().toString(), label.strip()));
  }

  /// What the person typed as a file.
  public static Optional<StoreLocation> file(String typed) {
    return typed.isBlank()
        ? Optional.empty()
        : Optional.of(StoreLocation.ofFile(Path.of(typed.strip()).toAbsolutePath().toString()));
  }
}
