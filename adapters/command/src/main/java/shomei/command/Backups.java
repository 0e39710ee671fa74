package shomei.command;

import java.nio.file.Path;
import java.util.Map;
import shomei.domain.journal.RehearseRestore;
import shomei.settings.Config;

/// Copies of the database.
public interface Backups {
  /// Writes one, whole or not at all.
  ///
  /// @return the file
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where it could not be written
  Path take(Path folder);

  /// Restores one to an empty database, does there what the start of a server would do, and
  /// compares. Neither the database in use nor the journal is written.
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where it could not be restored
  Rehearsal rehearse(Path backup, Config.Database empty);

  /// @param lost rows that the database in use has and the copy has not, by table
  record Rehearsal(RehearseRestore.Outcome revocations, Map<String, Long> lost) {}
}
