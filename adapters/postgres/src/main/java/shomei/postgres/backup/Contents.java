package shomei.postgres.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shomei.postgres.connection.DatabaseSettings;

/// How much is in a database, of what is never deleted.
///
/// @param rows by table
public record Contents(Map<String, Long> rows) {
  private static final List<String> TABLES =
      List.of(
          "certificate",
          "history",
          "account",
          "subscriber",
          "corporation",
          "issuer",
          "institution");

  public Contents {
    rows = new LinkedHashMap<>(rows);
  }

  /// @throws SQLException where the database is away
  public static Contents of(DatabaseSettings database) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (var answer = statement.executeQuery("select count(*) from " + table)) {
          answer.next();
          rows.put(table, answer.getLong(1));
        }
      }
    }
    return new Contents(rows);
  }

  /// What a copy has less of than this.
  public Map<String, Long> without(Contents copy) {
    Map<String, Long> missing = new LinkedHashMap<>();
    rows.forEach(
        (table, count) ->
            missing.put(table, Math.max(0, count - copy.rows.getOrDefault(table, 0L))));
    return missing;
  }
}
