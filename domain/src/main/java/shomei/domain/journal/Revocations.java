package shomei.domain.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// What the database knows of revocations, as the keeper of a journal needs it.
public interface Revocations {
  /// Whom journals of this database belong to: the same for good, in every copy of it too.
  UUID deployment();

  /// A point in the coming of revocations: all that come after the call are told by [#since] of it.
  Position position();

  /// The revocations that came after `position`, and perhaps some that came before. However their
  /// transactions overlap, whoever goes on from `next` misses none.
  ///
  /// Where `next` is of another life than `position` some may be left out, and what the journal
  /// holds may be unknown here.
  Came since(Position position);

  /// @param next the position to go on from
  record Came(List<JournalLine.Revoked> revoked, Position next) {}

  /// @param life of the database: another one after a crash, and where a standby took over
  /// @param number means something in that life alone
  record Position(UUID life, long number) {
    boolean isOfAnotherLifeThan(Position other) {
      return !life.equals(other.life);
    }
  }

  /// Gives every revocation that [JournalLine.Revoked#mattersAfter] `endingAfter` to `each`, one
  /// after the other and never all at once in memory.
  void all(Instant endingAfter, Consumer<JournalLine.Revoked> each);

  /// Makes sure of these revocations, in one transaction with an entry each by `system`; barred
  /// keys are barred. A certificate that is not known here is told as revoked from now on, by CRL
  /// and OCSP, for as long as any other, and comes revoked if it is ever recorded. What is known
  /// already stays as it is.
  Replayed replay(List<JournalLine.Revoked> lines, Instant now);

  /// @param revoked certificates that were not revoked here
  /// @param lost certificates that are not known here
  record Replayed(int revoked, int lost) {}
}
