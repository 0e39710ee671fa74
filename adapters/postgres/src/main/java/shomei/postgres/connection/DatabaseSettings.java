package shomei.postgres.connection;

import java.time.Duration;
import java.util.Properties;

/// Where the database is and how it is used.
///
/// @param url a JDBC URL of PostgreSQL 14 or later, e.g. `jdbc:postgresql://localhost:5432/shomei`
/// @param connections the most connections of this node; a few for each core of the database
/// @param patience how long a request waits for a connection, and each of its statements for a
///   lock, before it is told to come again
public record DatabaseSettings(
    String url, String user, String password, int connections, Duration patience) {
  public DatabaseSettings {
    if (connections < 1) {
      throw new IllegalArgumentException("at least one connection is needed");
    }
  }

  /// What the driver is told beside the URL, user and password included.
  ///
  /// @param name as which the connection shows in `pg_stat_activity`
  Properties properties(String name) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", name);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  @Override
  public String toString() {
    return "DatabaseSettings[" + url + ", " + user + ", " + connections + ", " + patience + "]";
  }
}
