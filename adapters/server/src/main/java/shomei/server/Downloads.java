package shomei.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import shomei.pages.download.DownloadFolder;
import shomei.pages.download.Signer;
import shomei.pki.download.PackageSigner;
import shomei.settings.Config;

/// The packages that the pages hand out, and who signs them.
final class Downloads {
  private Downloads() {}

  /// @throws IllegalArgumentException where the signer's file holds no certificate
  static DownloadFolder folder(Config.Downloads wanted) {
    return new DownloadFolder(wanted.folder(), wanted.signerFile().map(Downloads::signer));
  }

  private static Signer signer(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      PackageSigner signer = PackageSigner.of(pem);
      return new Signer(signer.name(), signer.fingerprint(), signer::signed);
    } catch (IOException e) {
      throw new IllegalArgumentException("it cannot be read", e);
    }
  }
}
