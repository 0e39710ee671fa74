package shomei.domain.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import shomei.domain.status.Fates;

/// Follows the revocations of all nodes, by their position in the database's log, and tells what is
/// remembered of certificates ([Fates]). Meant to be called twice a second, and whenever there is a
/// hint that something was revoked: where nothing was it is one small read.
///
/// Where another database has taken over, or this one crashed, revocations may have been missed:
/// nothing that was known before is remembered then.
public final class FollowRevocations {
  private final Revocations revocations;
  private final Fates fates;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private Optional<Revocations.Position> position = Optional.empty();

  public FollowRevocations(Revocations revocations, Fates fates, InstantSource clock) {
    this.revocations = revocations;
    this.fates = fates;
    this.clock = clock;
  }

  /// Returns when everything is told that was revoked before the call.
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the database is away; what is
  ///   remembered soon counts no more
  public void follow() {
    turn.lock();
    try {
      Instant now = clock.instant();
      position = Optional.of(position.isPresent() ? next(now, position.get()) : begun(now));
    } finally {
      turn.unlock();
    }
  }

  private Revocations.Position next(Instant now, Revocations.Position from) {
    Revocations.Came came = revocations.since(from);
    if (came.next().isOfAnotherLifeThan(from)) {
      return begun(now);
    }
    fates.followed(now, came.revoked().stream().map(JournalLine.Revoked::serial).toList());
    return came.next();
  }

  /// What is read from now on is followed from a position before it.
  private Revocations.Position begun(Instant now) {
    Revocations.Position begin = revocations.position();
    fates.forget();
    fates.followed(now, List.of());
    return begin;
  }
}
