package shomei.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import shomei.domain.journal.JournalLine;
import shomei.domain.kernel.IssuerId;
import shomei.domain.status.Shard;

/// A program that adds numbers to a journal, one write each, tells of each, and does not close it.
final class Appends {
  private Appends() {}

  public static void main(String[] args) throws IOException {
    var journal = new JournalFolder(Path.of(args[0]), UUID.fromString(args[1]));
    var shard = Shard.first(new IssuerId(args[2]));
    for (long number = 1; number <= Long.parseLong(args[3]); number++) {
      journal.add(List.of(new JournalLine.Numbered(shard, number)));
      System.out.println(number);
    }
    System.in.read();
  }
}
