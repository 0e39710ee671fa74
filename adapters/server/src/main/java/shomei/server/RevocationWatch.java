package shomei.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.journal.FollowRevocations;
import shomei.domain.kernel.Refusal;
import shomei.postgres.connection.Channels;

/// Looks at the revocations twice a second, and as soon as a node tells that there are some. Where
/// it cannot, answers that need no database end within a second.
///
/// *Threat:* whoever may connect to the database tells a thousand times a second. *Answer:* all
/// that is told until a look begins is one look, and looks come one after the other.
final class RevocationWatch implements Channels.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationWatch.class);
  private static final Duration EVERY = Duration.ofMillis(400);

  private final FollowRevocations follow;
  private final AtomicBoolean due = new AtomicBoolean();

  RevocationWatch(FollowRevocations follow) {
    this.follow = follow;
  }

  Job job() {
    return new Job("following revocations", EVERY, this::look);
  }

  /// While the database is away others say so.
  void look() {
    due.set(false);
    try {
      follow.follow();
    } catch (Refusal away) {
      LOG.debug("revocations are not followed: {}", away.failure().detail());
    }
  }

  @Override
  public void heard(String payload) {
    lookSoon();
  }

  @Override
  public void connected() {
    lookSoon();
  }

  /// A look may wait for the database, and whoever tells must not wait for it.
  private void lookSoon() {
    if (!due.getAndSet(true)) {
      Thread.ofVirtual().name("revocations").start(this::look);
    }
  }
}
