package shomei.enrollment.computer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.pkcs11.Cryptoki;

/// NSS' own PKCS#11 library, by which browsers reach their databases. Distributions install it as a
/// part of their package of NSS (Debian: `libnss3`); Firefox brings one of its own, too.
public final class Softoken {
  private static final String NAME = "libsoftokn3.so";
  private static final List<String> FOLDERS =
      List.of("/usr/lib64", "/usr/lib", "/lib64", "/lib", "/usr/local/lib");
  private static final List<String> BROWSERS =
      List.of(
          "/usr/lib/firefox",
          "/usr/lib/firefox-esr",
          "/usr/lib64/firefox",
          "/opt/firefox",
          "/snap/firefox/current/usr/lib/firefox",
          "/var/lib/flatpak/app/org.mozilla.firefox/current/active/files/lib/firefox");

  private Softoken() {}

  /// @throws EnrollmentException [Failure.NoNss]
  public static Cryptoki load() {
    return load(folders());
  }

  /// @param folders where it may be, the best first
  static Cryptoki load(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve(NAME))
        .filter(Files::isReadable)
        .flatMap(library -> tryLoad(library).stream())
        .findFirst()
        .orElseThrow(() -> new EnrollmentException(new Failure.NoNss()));
  }

  /// Libraries for other processors, too, have that name.
  private static Optional<Cryptoki> tryLoad(Path library) {
    try {
      return Optional.of(Cryptoki.load(library));
    } catch (IllegalArgumentException unfit) {
      return Optional.empty();
    }
  }

  /// The systems' folders, with Debian's one a processor and what some put NSS into, then those of
  /// browsers.
  private static List<Path> folders() {
    return Stream.concat(
            FOLDERS.stream().map(Path::of).flatMap(Softoken::withThoseOfProcessors),
            BROWSERS.stream().map(Path::of))
        .toList();
  }

  private static Stream<Path> withThoseOfProcessors(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      List<Path> processors =
          inside
              .filter(one -> String.valueOf(one.getFileName()).contains("-linux-"))
              .sorted()
              .toList();
      return Stream.concat(Stream.of(folder), processors.stream())
          .flatMap(one -> Stream.of(one, one.resolve("nss")));
    } catch (IOException unreadable) {
      return Stream.of(folder);
    }
  }
}
