package shomei.enrollment.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import shomei.enrollment.Failure.Obstacle;
import shomei.pkcs11.CryptokiFault;

/// Why NSS cannot work with a database. Its library tells of a database that cannot be written;
/// whatever else is wrong is a “general error” to it, so it is looked for here.
final class NssFaults {
  static final String CERTIFICATES = "cert9.db";
  static final String KEYS = "key4.db";

  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final long LEAST_SPACE = 256L * 1024;
  // where SQLite locks its files (“File Locking And Concurrency In SQLite Version 3”)
  private static final long LOCKS_AT = 0x40000000L;
  private static final long LOCKS_LENGTH = 512;

  private NssFaults() {}

  static Obstacle obstacle(Path database, CryptokiFault fault) {
    if (fault.code() == CryptokiFault.TOKEN_WRITE_PROTECTED
        || fault.code() == CryptokiFault.SESSION_READ_ONLY) {
      return Obstacle.READ_ONLY;
    }
    try {
      return found(database);
    } catch (IOException unreadable) {
      return Obstacle.OTHER;
    }
  }

  private static Obstacle found(Path database) throws IOException {
    if (!Files.isWritable(database)) {
      return Obstacle.READ_ONLY;
    }
    if (Files.getFileStore(database).getUsableSpace() < LEAST_SPACE) {
      return Obstacle.FULL;
    }
    for (Path file : List.of(database.resolve(CERTIFICATES), database.resolve(KEYS))) {
      if (Files.exists(file)) {
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
          return Obstacle.READ_ONLY;
        }
        if (!isDatabase(file)) {
          return Obstacle.DAMAGED;
        }
        if (isLocked(file)) {
          return Obstacle.BUSY;
        }
      }
    }
    return Obstacle.OTHER;
  }

  private static boolean isDatabase(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(SQLITE.length);
      return head.length == 0 || Arrays.equals(head, SQLITE);
    }
  }

  private static boolean isLocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock(LOCKS_AT, LOCKS_LENGTH, false)) {
      return lock == null;
    }
  }
}
