package shomei.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import shomei.postgres.connection.DatabaseSettings;

/// The schema's migrations.
final class Migrations {
  private static final String FOLDER = "/db/migration";
  private static final Pattern NAME = Pattern.compile("(?:.*/)?V([0-9]+)__.*\\.sql");

  private Migrations() {}

  /// Brings the schema up to date, and verifies that it is what the migrations made.
  ///
  /// @throws IllegalStateException where the schema is newer than this program
  static void run(DatabaseSettings settings) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(patient(settings.url()), settings.user(), settings.password())
            .load();
    refuseNewer(flyway.info().current());
    flyway.migrate();
  }

  /// Flyway itself would let an older program work on it. One that is running bears it until it is
  /// replaced; one that starts has been taken for the newer.
  private static void refuseNewer(@Nullable MigrationInfo current) {
    int known = newest();
    if (current != null && Integer.parseInt(current.getVersion().getVersion()) > known) {
      throw new IllegalStateException(
          "its schema has moved on to version %s, and this program knows %d: install the newer program again, or restore a copy of before its upgrade"
              .formatted(current.getVersion(), known));
    }
  }

  /// Danger: to make an index of a large table takes longer than any answer may. A bound on answers
  /// in the URL would end it each time, and the server would never start. Of a parameter that comes
  /// twice the driver takes the last.
  private static String patient(String url) {
    return url + (url.contains("?") ? "&" : "?") + "socketTimeout=0";
  }

  /// Whether the newest migration is the last that was done: a look that costs a hundredth of
  /// [#run].
  static boolean areDone(DSLContext database) {
    try {
      return database
          .fetchOptional(
              "select version from flyway_schema_history where success"
                  + " order by installed_rank desc limit 1")
          .map(last -> newest() == Integer.parseInt(last.get(0, String.class)))
          .orElse(false);
    } catch (DataAccessException noTable) {
      return false;
    }
  }

  static int newest() {
    URL folder = Objects.requireNonNull(Migrations.class.getResource(FOLDER));
    try (Stream<String> names =
        folder.openConnection() instanceof JarURLConnection jar
            ? jar.getJarFile().stream().map(Object::toString)
            : Files.list(Path.of(folder.toURI())).map(Path::toString)) {
      return names
          .map(NAME::matcher)
          .filter(Matcher::matches)
          .mapToInt(name -> Integer.parseInt(name.group(1)))
          .max()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
