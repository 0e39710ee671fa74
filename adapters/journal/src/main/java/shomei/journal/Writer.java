package shomei.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.journal.JournalLine;

/// The end of a journal's file, held by this process alone. Not for two threads at once.
final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final Path path;
  private final FileChannel lock;
  private final RandomAccessFile file;
  private final Chain chain;
  private long end;

  private Writer(Path path, FileChannel lock, RandomAccessFile file, JournalFile.Read read) {
    this.path = path;
    this.lock = lock;
    this.file = file;
    this.chain = read.chain();
    this.end = read.octets();
  }

  /// Takes the file, which is made where it is not there. What a crash left half written behind its
  /// last whole line is cut off.
  ///
  /// Danger: a process loses its lock on a file when it closes any stream of it. So the lock is on
  /// a file of its own, which nobody reads.
  ///
  /// @param path without its ending
  /// @return empty where another holds it
  /// @throws IllegalStateException where it cannot be relied on
  static Optional<Writer> take(Path path, UUID deployment) throws IOException {
    Path lockFile = Path.of(path + ".lock");
    OwnersAlone.file(lockFile);
    FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
    try {
      if (isTaken(lock)) {
        lock.close();
        return Optional.empty();
      }
      return Optional.of(open(Path.of(path + JournalFile.ENDING), lock, deployment));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// The lock goes when the channel is closed or the process dies.
  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() == null;
    } catch (OverlappingFileLockException byThisProcess) {
      return true;
    }
  }

  private static Writer open(Path path, FileChannel lock, UUID deployment) throws IOException {
    OwnersAlone.file(path);
    // No channel: it would close itself when a thread that writes is interrupted.
    var file = new RandomAccessFile(path.toFile(), "rw");
    try {
      var read = new JournalFile(path, deployment).read(line -> {});
      var writer = new Writer(path, lock, file, read);
      writer.begin(deployment);
      return writer;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void begin(UUID deployment) throws IOException {
    if (end == 0) {
      String heading = JournalFile.heading(deployment, chain) + "\n";
      write(heading.getBytes(StandardCharsets.ISO_8859_1));
      sync(path.resolveSibling("").toAbsolutePath());
    } else if (file.length() > end) {
      LOG.warn(
          "{}: cut off {} octets of a write that a crash broke off; nothing in them was acknowledged",
          path,
          file.length() - end);
      file.setLength(end);
      file.getFD().sync();
    }
  }

  private static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Adds the lines, and returns when they are on the disk. Where that fails the end stays where it
  /// was, and what was written behind it is written over.
  void add(List<JournalLine> lines) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException("it was taken away; restart the server, which makes it anew");
    }
    String before = chain.last();
    try {
      var text = new StringBuilder();
      for (JournalLine line : lines) {
        String mark = text.isEmpty() ? JournalFile.BEGINS : JournalFile.GOES_ON;
        text.append(chain.hang(mark + Text.write(line))).append('\n');
      }
      write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException | RuntimeException e) {
      chain.back(before);
      throw e;
    }
  }

  private void write(byte[] octets) throws IOException {
    file.setLength(end);
    file.seek(end);
    file.write(octets);
    file.getFD().sync();
    end += octets.length;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      file.close();
    }
  }
}
