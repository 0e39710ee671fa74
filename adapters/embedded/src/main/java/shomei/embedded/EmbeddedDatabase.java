package shomei.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A durable PostgreSQL for the demo and for tests: its programs come with Maven, its data stay in
/// a folder.
///
/// Threat: whoever can reach the port on this machine gets in without a password. It listens on the
/// loopback address alone, and is not for production.
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  static final Duration STARTING = Duration.ofSeconds(60);
  private static final Duration STOPPING = Duration.ofSeconds(10);
  static final String USER = "postgres";

  private final EmbeddedPostgres postgres;
  private final Path data;
  private final FileChannel lockFile;

  private EmbeddedDatabase(EmbeddedPostgres postgres, Path data, FileChannel lockFile) {
    this.postgres = postgres;
    this.data = data;
    this.lockFile = lockFile;
  }

  /// Starts PostgreSQL on `folder`, which is made where it is not there and keeps its data where it
  /// is. What was committed is on the disk: that is verified. A PostgreSQL that a killed program
  /// left running there is stopped first.
  ///
  /// @param port to listen on; 0 for any that is free
  /// @throws IllegalStateException where another program that lives has it
  public static EmbeddedDatabase start(Path folder, int port) {
    try {
      Files.createDirectories(folder);
      FileChannel lockFile = lock(folder);
      try {
        Path data = folder.resolve("data");
        Optional<ProcessHandle> orphan = running(data);
        if (orphan.isPresent()) {
          LOG.warn(
              "stopping the PostgreSQL that a killed program left behind: {}", orphan.get().pid());
          stop(orphan.get());
        }
        return new EmbeddedDatabase(launch(data, port), data, lockFile);
      } catch (IOException | RuntimeException e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start in " + folder, e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException held) {
      channel.close();
      throw new IllegalStateException("this program has a database in " + folder, held);
    }
    channel.close();
    throw new IllegalStateException("another program has the database in " + folder);
  }

  private static EmbeddedPostgres launch(Path data, int port) throws IOException {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setLocaleConfig("locale", "C")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setPort(port)
            .setPGStartupWait(STARTING)
            .start();
    try {
      requireOn(postgres, "fsync");
      requireOn(postgres, "synchronous_commit");
      requireOn(postgres, "full_page_writes");
      return postgres;
    } catch (SQLException | RuntimeException e) {
      postgres.close();
      throw new IllegalStateException("PostgreSQL started, but not as it should", e);
    }
  }

  private static void requireOn(EmbeddedPostgres postgres, String setting) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("show " + setting)) {
      if (!answer.next() || !"on".equals(answer.getString(1))) {
        throw new IllegalStateException(setting + " is not on");
      }
    }
  }

  /// The server that the folder's `postmaster.pid` names. Nobody else can be using it, as this
  /// program holds the folder's lock.
  ///
  /// Danger: after a restart of the machine the number may be another program's. That is left
  /// alone, and the file goes, since PostgreSQL would take the stranger for itself and not start.
  private static Optional<ProcessHandle> running(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Optional<ProcessHandle> named =
        Files.readAllLines(file).stream()
            .limit(1)
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
            .findFirst();
    Optional<String> command =
        named.flatMap(process -> process.info().command()).map(EmbeddedDatabase::fileName);
    if (command.isPresent() && !command.get().startsWith("postgres")) {
      Files.delete(file);
    }
    return named.filter(process -> command.filter(it -> it.startsWith("postgres")).isPresent());
  }

  private static String fileName(String command) {
    return Path.of(command).getFileName().toString();
  }

  /// Asks it to stop, and forces it where it waits for somebody: nothing committed is lost.
  private static void stop(ProcessHandle process) {
    process.destroy();
    if (!ended(process)) {
      process.destroyForcibly();
      if (!ended(process)) {
        throw new IllegalStateException("cannot stop the PostgreSQL process " + process.pid());
      }
    }
  }

  private static boolean ended(ProcessHandle process) {
    try {
      process.onExit().get(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException waits) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    } catch (ExecutionException e) {
      return !process.isAlive();
    }
  }

  /// The JDBC URL.
  public String url() {
    return postgres.getJdbcUrl(USER, USER);
  }

  /// Whom to connect as; there is no password.
  public String user() {
    return USER;
  }

  /// Where it listens, on the loopback address.
  public int port() {
    return postgres.getPort();
  }

  /// Ends when it has ended: whoever copies the folder then has all of it.
  @Override
  public void close() {
    try (lockFile) {
      postgres.close();
      // it was waited for five seconds; a last checkpoint on a busy disk may take longer
      running(data).ifPresent(EmbeddedDatabase::stop);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }
}
