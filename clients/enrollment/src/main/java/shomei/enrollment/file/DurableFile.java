package shomei.enrollment.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Files that are either the old or the new after a crash or a power cut, whole.
///
/// On Windows folders cannot be forced to disk and access follows the folder's; NTFS journals its
/// renames itself.
public final class DurableFile {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private DurableFile() {}

  /// Puts the octets in the place of a file of the engine's own, which its owner alone can read.
  /// When this returns they outlast a power cut.
  public static void write(Path file, byte[] octets) {
    try {
      Path fresh = fresh(file, octets);
      moveOver(fresh, file);
    } catch (IOException broken) {
      throw FileFaults.cannotWrite(file, broken);
    }
  }

  /// Puts the octets in the place of a person's file: a symbolic link is followed and stays, owner
  /// and permissions stay as they are; a new file can be read by its owner alone.
  public static void replace(Path file, byte[] octets) {
    try {
      Path target = Links.followed(file);
      Path fresh = fresh(target, octets);
      if (Files.exists(target)) {
        Access.copy(target, fresh);
      }
      moveOver(fresh, target);
    } catch (IOException broken) {
      throw FileFaults.cannotWrite(file, broken);
    }
  }

  /// Finds out whether [#replace] is going to work, before anything depends on it.
  public static void requireReplaceable(Path file) {
    try {
      Path target = Links.followed(file);
      if (Files.isDirectory(target)) {
        throw new IOException("Is a directory");
      }
      Path fresh = fresh(target, new byte[0]);
      try {
        if (Files.exists(target)) {
          Access.copy(target, fresh);
        }
      } finally {
        Files.delete(fresh);
      }
    } catch (IOException broken) {
      throw FileFaults.cannotWrite(file, broken);
    }
  }

  /// Whether the file has more names than this one (hard links), which keep the old content when it
  /// is replaced.
  public static boolean hasOtherNames(Path file) {
    try {
      return POSIX
          && Files.exists(file)
          && Files.getAttribute(file, "unix:nlink") instanceof Integer names
          && names > 1;
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /// Removes the file, where it is there.
  public static void delete(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        force(parent(file));
      }
    } catch (IOException broken) {
      throw FileFaults.cannotWrite(file, broken);
    }
  }

  public static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException broken) {
      throw FileFaults.cannotRead(file, broken);
    }
  }

  /// Makes the folder with those above it.
  public static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder, ownersOnly("rwx------"));
    } catch (IOException broken) {
      throw FileFaults.cannotWrite(folder, broken);
    }
  }

  /// Opens the file for a lock, making it where it is not there.
  public static FileChannel openForLock(Path file) throws IOException {
    return FileChannel.open(
        file,
        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        ownersOnly("rw-------"));
  }

  /// Writes a new file beside the target, on disk when this returns.
  private static Path fresh(Path target, byte[] octets) throws IOException {
    Path fresh = target.resolveSibling("." + target.getFileName() + ".shomei-new");
    Files.deleteIfExists(fresh);
    try (FileChannel out =
        FileChannel.open(
            fresh,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownersOnly("rw-------"))) {
      ByteBuffer left = ByteBuffer.wrap(octets);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    return fresh;
  }

  private static void moveOver(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException kept) {
      Files.deleteIfExists(fresh);
      throw kept;
    }
    force(parent(file));
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a root is no file");
    }
    return parent;
  }

  private static void force(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel opened = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
        opened.force(true);
      }
    }
  }

  private static FileAttribute<?>[] ownersOnly(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
