package shomei.pages.download;

import java.util.List;
import java.util.Optional;

/// O12.
///
/// @param groups by system, the reader's own first
/// @param signer who signed the packages, where they are signed
public record DownloadView(List<Group> groups, Optional<SignedBy> signer) {
  public DownloadView {
    groups = List.copyOf(groups);
  }

  /// @param platform as keys of texts name it
  /// @param own whether the reader seems to use it
  public record Group(String platform, boolean own, List<Line> files) {
    public Group {
      files = List.copyOf(files);
    }
  }

  /// @param kind as keys of texts name it
  /// @param megabytes with one digit behind the point
  /// @param octets with commas
  /// @param address of the file
  /// @param check the command that computes the SHA-256
  /// @param signature address of the file's signature
  public record Line(
      String file,
      String kind,
      String version,
      String megabytes,
      String octets,
      String sha256,
      String address,
      String check,
      Optional<String> signature) {}

  /// @param fingerprint SHA-256 over the certificate, as `openssl` and Windows write it
  public record SignedBy(String name, String fingerprint) {}
}
