package shomei.pages.download;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a package's file, which says what it is for: `shomei-1.2.3-setup.exe`.
///
/// @param version `1.2.3`
public record PackageName(String file, Kind kind, String version)
    implements Comparable<PackageName> {
  /// What names of packages and of their signatures look like in addresses.
  static final String FORM = "shomei[A-Za-z0-9._+~-]{1,80}";

  private static final Comparator<PackageName> ORDER =
      Comparator.comparing(PackageName::kind)
          .thenComparing(name -> Version.parse(name.version()), Comparator.reverseOrder())
          .thenComparing(PackageName::file);

  /// What is done with a package.
  public enum Kind {
    SETUP(Platform.WINDOWS, "-", "-setup\\.exe", "application/vnd.microsoft.portable-executable"),
    MSI(Platform.WINDOWS, "-", "\\.msi", "application/x-msi"),
    ARCHIVE(Platform.MACOS, "-", "-macos\\.tar\\.gz", "application/gzip"),
    DEB(Platform.LINUX, "_", "_[a-z0-9]{2,10}\\.deb", "application/vnd.debian.binary-package");

    private final Platform platform;
    private final Pattern names;
    private final String mediaType;

    Kind(Platform platform, String before, String after, String mediaType) {
      this.platform = platform;
      this.names = Pattern.compile("shomei" + before + "([0-9][A-Za-z0-9.+~-]{0,30}?)" + after);
      this.mediaType = mediaType;
    }

    public Platform platform() {
      return platform;
    }

    String mediaType() {
      return mediaType;
    }

    private Optional<PackageName> read(String file) {
      Matcher name = names.matcher(file);
      return name.matches()
          ? Optional.of(new PackageName(file, this, name.group(1)))
          : Optional.empty();
    }
  }

  /// @return empty where it is no package's
  static Optional<PackageName> of(String file) {
    return Arrays.stream(Kind.values()).flatMap(kind -> kind.read(file).stream()).findFirst();
  }

  /// The newest first of each kind.
  @Override
  public int compareTo(PackageName other) {
    return ORDER.compare(this, other);
  }
}
