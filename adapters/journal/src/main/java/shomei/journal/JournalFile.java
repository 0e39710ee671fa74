package shomei.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import shomei.domain.journal.JournalLine;

/// One file of a journal, read from its beginning.
///
/// Its first line names the deployment. A crash can leave the last write half done: where it breaks
/// off nothing was acknowledged, so what follows does not count. A line that is wrong while a later
/// write stands behind it was right once, and the file cannot be relied on.
final class JournalFile {
  static final String ENDING = ".journal";
  static final String BEGINS = "* ";
  static final String GOES_ON = "- ";

  private static final String WHAT_TO_DO =
      "Put back a copy of it, or, if the database is the newest and was not restored, move the file away: the journal is then filled from the database";

  private final Path file;
  private final UUID deployment;

  JournalFile(Path file, UUID deployment) {
    this.file = file;
    this.deployment = deployment;
  }

  /// How far the file can be relied on.
  ///
  /// @param octets to the end of the last whole line; 0 where not even the first one is there
  /// @param chain as it stands there
  record Read(long octets, Chain chain) {}

  /// The line that every file of the deployment begins with.
  static String heading(UUID deployment, Chain chain) {
    return chain.hang("shomei-revocations 1 " + deployment);
  }

  /// Gives each line to `each`.
  ///
  /// @throws IllegalStateException in words for an operator, where the file cannot be relied on
  Read read(Consumer<JournalLine> each) throws IOException {
    var chain = new Chain();
    try (var lines = new Lines(file)) {
      Optional<String> first = lines.next();
      if (first.isEmpty()) {
        return new Read(0, chain);
      }
      long octets = first.get().length() + 1L;
      check(first.get(), chain);
      int number = 1;
      Optional<String> next = lines.next();
      while (next.isPresent()) {
        number++;
        Optional<JournalLine> line = chain.take(next.get()).flatMap(JournalFile::parse);
        if (line.isEmpty()) {
          requireNoLaterWrite(lines, number);
          return new Read(octets, chain);
        }
        each.accept(line.get());
        octets += next.get().length() + 1L;
        next = lines.next();
      }
      return new Read(octets, chain);
    }
  }

  private void check(String first, Chain chain) {
    String expected = heading(deployment, chain);
    if (first.equals(expected)) {
      return;
    }
    var itsOwn = new Chain();
    throw new IllegalStateException(
        itsOwn.take(first).isPresent()
            ? "%s belongs to another server's database (%s). If journal.folder is wrong, put it right; if you begin anew with an empty database, move the journal away"
                .formatted(file, first)
            : "%s is not a revocation journal, or its first line was damaged. %s"
                .formatted(file, WHAT_TO_DO));
  }

  private static Optional<JournalLine> parse(String text) {
    return text.startsWith(BEGINS) || text.startsWith(GOES_ON)
        ? Optional.of(Text.read(text.substring(BEGINS.length())))
        : Optional.empty();
  }

  private void requireNoLaterWrite(Lines lines, int number) throws IOException {
    Optional<String> next = lines.next();
    while (next.isPresent()) {
      if (next.get().startsWith(BEGINS)) {
        throw new IllegalStateException(
            "%s was damaged at line %d, and revocations may be missing from it. %s"
                .formatted(file, number, WHAT_TO_DO));
      }
      next = lines.next();
    }
  }
}
