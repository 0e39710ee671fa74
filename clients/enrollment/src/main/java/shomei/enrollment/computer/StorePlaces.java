package shomei.enrollment.computer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import shomei.enrollment.StoreKind;
import shomei.enrollment.StoreLocation;

/// The places on this PC where a certificate may go.
public final class StorePlaces {
  /// Where Chromium's family keeps its database, within the home folder: the one of installed
  /// packages, then those of snap and flatpak.
  private static final String SHARED = ".pki/nssdb";

  private static final List<String> CONFINED =
      List.of(
          "snap/chromium/current/.pki/nssdb",
          ".var/app/org.chromium.Chromium/.pki/nssdb",
          ".var/app/com.google.Chrome/.pki/nssdb",
          ".var/app/com.microsoft.Edge/.pki/nssdb");

  private final Computer computer;

  public StorePlaces(Computer computer) {
    this.computer = computer;
  }

  /// All, those first that most people want. Looks, and makes nothing.
  public List<StorePlace> all() {
    List<StorePlace> places =
        new ArrayList<>(
            switch (computer.system()) {
              case LINUX -> browsers();
              case WINDOWS ->
                  List.of(
                      system(new StoreLocation.Windows(StoreLocation.Windows.SOFTWARE), true),
                      system(new StoreLocation.Windows(StoreLocation.Windows.PLATFORM), false));
              case MACOS -> List.of(system(new StoreLocation.Mac(StoreLocation.Mac.LOGIN), true));
            });
    places.add(StorePlace.open(StoreKind.FILE, "file"));
    places.add(StorePlace.open(StoreKind.TOKEN, "token"));
    return places;
  }

  private static StorePlace system(StoreLocation location, boolean isUsual) {
    return StorePlace.of(location, "", true, isUsual);
  }

  private List<StorePlace> browsers() {
    Stream<StorePlace> chromium =
        Stream.concat(
            Stream.of(chromium(SHARED, true)),
            CONFINED.stream().map(folder -> chromium(folder, false)).filter(StorePlace::isThere));
    Stream<StorePlace> firefox =
        new FirefoxProfiles(computer)
            .all().stream()
                .map(
                    profile ->
                        StorePlace.of(
                            new StoreLocation.Nss(profile.folder().toString(), profile.name()),
                            profile.folder().toString(),
                            true,
                            profile.isUsual()));
    return Stream.concat(chromium, firefox).toList();
  }

  private StorePlace chromium(String folder, boolean isUsual) {
    Path database = computer.home().resolve(folder);
    return StorePlace.of(
        new StoreLocation.Nss(database.toString(), null),
        database.toString(),
        Files.exists(database.resolve("cert9.db")),
        isUsual);
  }
}
