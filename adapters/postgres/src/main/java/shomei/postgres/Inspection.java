package shomei.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Properties;
import shomei.postgres.connection.DatabaseSettings;

/// A look at a database that changes nothing of it, its schema neither.
///
/// @param version PostgreSQL's
/// @param primary whether it takes writes
/// @param schema the last migration that was done; 0 in a database that is new
/// @param newest the last migration that this program has
/// @param ahead how far its clock is ahead of ours
/// @param unsafe settings with which it acknowledges what it may lose
public record Inspection(
    String version, boolean primary, int schema, int newest, Duration ahead, List<String> unsafe) {
  private static final String LOOK =
      """
      select current_setting('server_version') as version, pg_is_in_recovery() as standby,
        to_regclass('flyway_schema_history') is not null as migrated, clock_timestamp() as clock,
        coalesce((select string_agg(name, ',' order by name) from pg_settings where setting = 'off'
          and name in ('fsync', 'synchronous_commit', 'full_page_writes')), '') as unsafe
      """;

  private static final String SCHEMA =
      "select version from flyway_schema_history where success order by installed_rank desc limit 1";

  public Inspection {
    unsafe = List.copyOf(unsafe);
  }

  /// @throws SQLException where it is away, or lets this user see nothing
  public static Inspection of(DatabaseSettings settings, InstantSource clock) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    try (Connection connection = DriverManager.getConnection(settings.url(), properties);
        Statement statement = connection.createStatement()) {
      boolean migrated;
      Instant asked = clock.instant();
      Inspection seen;
      try (ResultSet row = statement.executeQuery(LOOK)) {
        row.next();
        Instant theirs = row.getObject("clock", OffsetDateTime.class).toInstant();
        migrated = row.getBoolean("migrated");
        String unsafe = row.getString("unsafe");
        seen =
            new Inspection(
                row.getString("version"),
                !row.getBoolean("standby"),
                0,
                Migrations.newest(),
                Duration.between(asked, theirs),
                unsafe.isEmpty() ? List.of() : List.of(unsafe.split(",")));
      }
      return migrated ? seen.withSchema(schema(statement)) : seen;
    }
  }

  private static int schema(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(SCHEMA)) {
      return row.next() ? Integer.parseInt(row.getString(1)) : 0;
    }
  }

  private Inspection withSchema(int number) {
    return new Inspection(version, primary, number, newest, ahead, unsafe);
  }
}
