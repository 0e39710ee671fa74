package shomei.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.journal.JournalLine;
import shomei.domain.journal.RevocationJournal;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// A journal in a folder. Each process that writes holds a file of its own for as long as it lives,
/// the first that no other holds: the server has one, and an operator's command beside it the next.
public final class JournalFolder implements RevocationJournal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFolder.class);
  private static final int MOST = 1000;
  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final Path folder;
  private final UUID deployment;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Writer writer;
  private volatile boolean well = true;

  /// Nothing is opened before the first line is added.
  ///
  /// @param deployment whose the journal is
  public JournalFolder(Path folder, UUID deployment) {
    this.folder = folder;
    this.deployment = deployment;
  }

  /// Makes sure that it can be written.
  ///
  /// @throws IllegalStateException in words for an operator, where it cannot be
  public void prepare() {
    turn.lock();
    try {
      writer();
    } catch (IOException e) {
      throw new IllegalStateException(cannot(e), e);
    } finally {
      turn.unlock();
    }
  }

  /// Whether the last lines that were to be added were.
  public boolean well() {
    return well;
  }

  @Override
  public void add(List<JournalLine> lines) {
    turn.lock();
    try {
      writer().add(lines);
      if (!well) {
        LOG.info("the revocation journal in {} can be written again", folder);
      }
      well = true;
    } catch (IOException e) {
      if (well) {
        LOG.error("{}; what is revoked is not acknowledged until it can", cannot(e), e);
      }
      well = false;
      throw Refusal.retry(
          Reason.UNAVAILABLE, "revocations cannot be acknowledged at the moment", COME_AGAIN);
    } finally {
      turn.unlock();
    }
  }

  private String cannot(IOException e) {
    return "the revocation journal in %s cannot be written (%s)".formatted(folder, e.getMessage());
  }

  @Override
  public void read(Consumer<JournalLine> each) {
    try {
      for (Path file : files()) {
        new JournalFile(file, deployment).read(each);
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "the revocation journal in %s cannot be read (%s)".formatted(folder, e.getMessage()), e);
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(JournalFile.ENDING))
          .sorted()
          .toList();
    }
  }

  private Writer writer() throws IOException {
    Writer open = writer;
    if (open == null) {
      OwnersAlone.folder(folder);
      open = first();
      writer = open;
    }
    return open;
  }

  private Writer first() throws IOException {
    for (int i = 1; i <= MOST; i++) {
      Optional<Writer> free = Writer.take(folder.resolve("revocations-" + i), deployment);
      if (free.isPresent()) {
        return free.get();
      }
    }
    throw new IOException("all its files are in use");
  }

  @Override
  public void close() throws IOException {
    turn.lock();
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      turn.unlock();
    }
  }
}
