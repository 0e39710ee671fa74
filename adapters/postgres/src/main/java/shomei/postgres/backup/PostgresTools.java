package shomei.postgres.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import shomei.postgres.connection.DatabaseSettings;

/// PostgreSQL's programs `pg_dump` and `pg_restore`, as they are found on the path. They must be of
/// the server's version or a later one.
///
/// Threat: the password shows in the list of processes or in their environment. Answer: it is in a
/// file of the owner's alone for as long as the program runs (libpq's PGPASSFILE).
public final class PostgresTools {
  private PostgresTools() {}

  /// Writes the database to a file, without the tables that have no log: what was spent or who
  /// waited must not be remembered by a copy.
  ///
  /// @param file is not there yet
  /// @throws IOException where the program is missing or says that it could not
  public static void dump(DatabaseSettings database, Path file) throws IOException {
    run(
        database,
        List.of(
            "pg_dump",
            "--format=custom",
            "--no-unlogged-table-data",
            "--no-owner",
            "--file",
            file.toString()));
    run(database, List.of("pg_restore", "--list", "--file=/dev/null", file.toString()));
  }

  /// Restores such a file.
  ///
  /// @param database an empty one
  /// @throws IOException where the program is missing or says that it could not
  public static void restore(DatabaseSettings database, Path file) throws IOException {
    run(
        database,
        List.of(
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            "--dbname",
            "dbname=" + properties(database).getProperty("PGDBNAME"),
            file.toString()));
  }

  private static void run(DatabaseSettings database, List<String> command) throws IOException {
    var ownersAlone =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path password = Files.createTempFile("shomei", ".pgpass", ownersAlone);
    try {
      Files.writeString(
          password, "*:*:*:*:" + database.password().replaceAll("([\\\\:])", "\\\\$1") + "\n");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment(database, password));
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(command.getFirst() + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(password);
    }
  }

  private static Map<String, String> environment(DatabaseSettings database, Path password) {
    Properties url = properties(database);
    return Map.of(
        "PGHOST", url.getProperty("PGHOST"),
        "PGPORT", url.getProperty("PGPORT"),
        "PGDATABASE", url.getProperty("PGDBNAME"),
        "PGUSER", database.user(),
        "PGPASSFILE", password.toString(),
        "PGTARGETSESSIONATTRS",
            "primary".equals(PGProperty.TARGET_SERVER_TYPE.getOrDefault(url))
                ? "read-write"
                : "any",
        "PGSSLMODE", Objects.requireNonNullElse(PGProperty.SSL_MODE.getOrDefault(url), "prefer"),
        "PGSSLROOTCERT",
            Objects.requireNonNullElse(PGProperty.SSL_ROOT_CERT.getOrDefault(url), ""));
  }

  private static Properties properties(DatabaseSettings database) {
    return Objects.requireNonNull(
        Driver.parseURL(database.url(), new Properties()), "a JDBC URL of PostgreSQL");
  }
}
