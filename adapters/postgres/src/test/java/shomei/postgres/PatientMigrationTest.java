package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import shomei.embedded.ScratchDatabase;
import shomei.postgres.connection.DatabaseSettings;

final class PatientMigrationTest {
  /// One that is held up for longer than an answer may take ends all the same.
  @Test
  void aBoundOnAnswersEndsNoMigration() throws Exception {
    ScratchDatabase scratch = ScratchDatabase.create();
    try (var connection = DriverManager.getConnection(scratch.url(), scratch.user(), "");
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create schema slow;
          create function slow.wait() returns event_trigger language plpgsql as
            $$ begin perform pg_sleep(4); end $$;
          create event trigger wait on ddl_command_start when tag in ('CREATE VIEW') execute function slow.wait()
          """);
      String join = scratch.url().contains("?") ? "&" : "?";
      try (Database database =
          Database.open(
              new DatabaseSettings(
                  scratch.url() + join + "socketTimeout=3",
                  scratch.user(),
                  "",
                  2,
                  Duration.ofSeconds(5)),
              InstantSource.system())) {
        assertThat(database.health().usable()).isTrue();
      }
    }
  }
}
