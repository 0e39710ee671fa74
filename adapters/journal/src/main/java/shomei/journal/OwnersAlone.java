package shomei.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their owner reads and writes, whatever the umask.
///
/// Threat: another user of the machine learns whose certificates were revoked and when, or, where
/// the umask lets a group write, changes what no restore takes back.
final class OwnersAlone {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private OwnersAlone() {}

  /// Makes the folder where it is not there. One that is there is its owner's business.
  static void folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder, created(folder.toAbsolutePath(), FOLDER));
  }

  /// Makes the file where it is not there, and shuts others out of one that is.
  ///
  /// Danger: one that is there is not opened, for closing it would end this process's lock on it.
  static void file(Path file) throws IOException {
    try {
      Files.createFile(file, created(file.toAbsolutePath(), FILE));
    } catch (FileAlreadyExistsException there) {
      shut(file);
    }
  }

  private static void shut(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && !view.readAttributes().permissions().equals(FILE)) {
      view.setPermissions(FILE);
    }
  }

  /// Nothing where the file system knows no permissions.
  private static FileAttribute<?>[] created(Path path, Set<PosixFilePermission> permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[] {};
  }
}
