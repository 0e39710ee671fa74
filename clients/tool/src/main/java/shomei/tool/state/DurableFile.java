package shomei.tool.state;

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
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;

/// Files that are either the old or the new after a crash or a power cut, whole, and that only
/// their owner can read.
///
/// On Windows folders cannot be forced to disk and access follows the folder's; NTFS journals its
/// renames itself.
public final class DurableFile {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private DurableFile() {}

  /// Puts the octets in the place of the file. When this returns they outlast a power cut.
  public static void write(Path file, byte[] octets) {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.deleteIfExists(temporary);
      try (FileChannel out =
          FileChannel.open(
              temporary,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownersOnly("rw-------"))) {
        ByteBuffer left = ByteBuffer.wrap(octets);
        while (left.hasRemaining()) {
          out.write(left);
        }
        out.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(parent(file));
    } catch (IOException broken) {
      throw unwritable(broken, file);
    }
  }

  /// Removes the file, where it is there.
  public static void delete(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        force(parent(file));
      }
    } catch (IOException broken) {
      throw unwritable(broken, file);
    }
  }

  public static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException broken) {
      throw ToolFailure.because(
          broken, ExitCode.STORE, "fail.unreadableFile", file, broken.toString());
    }
  }

  /// Makes the folder with those above it.
  public static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder, ownersOnly("rwx------"));
    } catch (IOException broken) {
      throw unwritable(broken, folder);
    }
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

  private static ToolFailure unwritable(IOException broken, Path file) {
    return ToolFailure.because(
        broken, ExitCode.STORE, "fail.unwritableFile", file, broken.toString());
  }
}
