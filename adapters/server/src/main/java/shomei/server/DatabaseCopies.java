package shomei.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.command.Backups;
import shomei.domain.journal.RehearseRestore;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.journal.JournalFolder;
import shomei.postgres.Database;
import shomei.postgres.backup.Contents;
import shomei.postgres.backup.PostgresTools;
import shomei.postgres.connection.DatabaseSettings;
import shomei.postgres.upkeep.Upkeep;
import shomei.settings.Config;

/// Backups of this server's database.
final class DatabaseCopies implements Backups {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCopies.class);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'shomei-'yyyyMMdd'T'HHmmss'Z.dump'").withZone(ZoneOffset.UTC);

  private final Adapters adapters;

  DatabaseCopies(Adapters adapters) {
    this.adapters = adapters;
  }

  @Override
  public Path take(Path folder) {
    Path file = folder.resolve(NAME.format(adapters.clock.instant()));
    Path unfinished = folder.resolve(file.getFileName() + ".unfinished");
    try {
      PostgresTools.dump(inUse(), unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      adapters.database.upkeep().ended(Upkeep.Work.BACKUP, adapters.clock.instant());
      return file;
    } catch (IOException e) {
      throw cannot("the backup was not written", e);
    }
  }

  @Override
  public Rehearsal rehearse(Path backup, Config.Database empty) {
    DatabaseSettings where = Adapters.settings(empty, empty.connections());
    try {
      PostgresTools.restore(where, backup);
      Contents copied = Contents.of(where);
      try (Database copy = Database.visit(where, adapters.clock);
          var journal =
              new JournalFolder(
                  adapters.config.journal().folder(),
                  adapters.database.revocation().revocations().deployment())) {
        var outcome =
            new RehearseRestore(
                    adapters.database.revocation().revocations(),
                    copy.revocation().revocations(),
                    copy.revocation().revocationLists(),
                    journal,
                    adapters.clock)
                .rehearse();
        adapters.database.upkeep().ended(Upkeep.Work.REHEARSAL, adapters.clock.instant());
        return new Rehearsal(outcome, Contents.of(inUse()).without(copied));
      }
    } catch (IOException | SQLException e) {
      throw cannot("the backup was not rehearsed", e);
    }
  }

  private DatabaseSettings inUse() {
    return Adapters.settings(adapters.config.database(), 1);
  }

  private static Refusal cannot(String what, Exception why) {
    LOG.debug(what, why);
    return Refusal.retry(Reason.UNAVAILABLE, what + ": " + why.getMessage(), Duration.ofMinutes(1));
  }
}
