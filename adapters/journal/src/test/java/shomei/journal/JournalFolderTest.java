package shomei.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.contract.RevocationJournalContract;
import shomei.domain.journal.RevocationJournal;

/// The journal's contract, kept by files: each that is opened has a file of its own, as a process
/// has.
final class JournalFolderTest extends RevocationJournalContract {
  private static final UUID DEPLOYMENT = new UUID(1, 2);

  @TempDir Path folder;
  private final List<JournalFolder> open = new ArrayList<>();

  @Override
  protected RevocationJournal open() {
    var journal = new JournalFolder(folder.resolve("journal"), DEPLOYMENT);
    open.add(journal);
    return journal;
  }

  @AfterEach
  void close() throws IOException {
    for (JournalFolder journal : open) {
      journal.close();
    }
  }
}
