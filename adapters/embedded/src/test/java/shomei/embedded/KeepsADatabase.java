package shomei.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A program that has an embedded database, writes a row into it and goes on until it is killed or
/// its input ends.
final class KeepsADatabase {
  private KeepsADatabase() {}

  public static void main(String[] args) throws IOException, SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), 0)) {
      try (Connection connection =
              DriverManager.getConnection(database.url(), database.user(), "");
          Statement statement = connection.createStatement()) {
        statement.execute("create table if not exists kept (what text)");
        statement.execute("insert into kept values ('" + args[1] + "')");
        System.out.println("written");
        while (System.in.read() >= 0) {
          // Stays connected, as a server would.
        }
      }
    }
  }
}
