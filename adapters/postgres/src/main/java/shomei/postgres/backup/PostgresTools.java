package shomei.postgres.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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
            "dbname=" + parts(database).getOrDefault("PGDBNAME", ""),
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

  private static Map<String, String> environment(DatabaseSettings database, Path password)
      throws IOException {
    Map<String, String> url = parts(database);
    return Map.of(
        "PGHOST", url.getOrDefault("PGHOST", "localhost"),
        "PGPORT", url.getOrDefault("PGPORT", "5432"),
        "PGDATABASE", url.getOrDefault("PGDBNAME", ""),
        "PGUSER", database.user(),
        "PGPASSFILE", password.toString(),
        "PGTARGETSESSIONATTRS",
            "primary".equals(url.get("targetServerType")) ? "read-write" : "any",
        "PGSSLMODE", url.getOrDefault("sslmode", "prefer"),
        "PGSSLROOTCERT", url.getOrDefault("sslrootcert", ""));
  }

  /// What the driver reads from the URL, by the driver's names.
  private static Map<String, String> parts(DatabaseSettings database) throws IOException {
    try {
      Map<String, String> parts = new HashMap<>();
      for (DriverPropertyInfo one :
          DriverManager.getDriver(database.url())
              .getPropertyInfo(database.url(), new Properties())) {
        if (one.value != null) {
          parts.put(one.name, one.value);
        }
      }
      return parts;
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
