package shomei.domain.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Sends the mails that wait. A mail server that is away loses and doubles nothing: what it did not
/// take waits longer each time. A node that dies between the server's yes and our note of it sends
/// once more, under the same Message-ID.
public final class DeliverMail {
  /// Longer than any sender's time-outs together, so that no other node takes a mail that is on its
  /// way.
  private static final Duration HOLD = Duration.ofMinutes(10);

  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /// How long a mail waits where it is us who must be mended: soon enough after the mending, and
  /// seldom enough not to be locked out for wrong logins.
  private static final Duration UNTIL_MENDED = Duration.ofMinutes(10);

  private final Outbox outbox;
  private final NoticeSender sender;
  private final InstantSource clock;
  private volatile Optional<Fault> fault = Optional.empty();

  private record Fault(String error, Instant seen) {}

  public DeliverMail(Outbox outbox, NoticeSender sender, InstantSource clock) {
    this.outbox = outbox;
    this.sender = sender;
    this.clock = clock;
  }

  /// Tries up to `limit` mails, one after the other.
  ///
  /// @return how many were sent
  public int deliver(int limit) {
    int sent = 0;
    for (int i = 0; i < limit; i++) {
      Instant now = clock.instant();
      List<Outbox.Waiting> taken = outbox.take(now, now.plus(HOLD), 1);
      if (taken.isEmpty()) {
        return sent;
      }
      NoticeSender.Outcome outcome = deliver(taken.getFirst());
      sent += outcome instanceof NoticeSender.Outcome.Sent ? 1 : 0;
      if (outcome instanceof NoticeSender.Outcome.Misconfigured) {
        return sent; // the next one would most likely fare no better
      }
    }
    return sent;
  }

  /// What must be mended before mail goes out, as this node saw it: until it sends one, or has seen
  /// nothing of it for so long that another node did.
  public Optional<String> misconfigured() {
    Instant forgotten = clock.instant().minus(UNTIL_MENDED.multipliedBy(3));
    return fault.filter(seen -> seen.seen().isAfter(forgotten)).map(Fault::error);
  }

  private NoticeSender.Outcome deliver(Outbox.Waiting waiting) {
    Mail mail = waiting.mail();
    NoticeSender.Outcome outcome;
    try {
      outcome = sender.send(mail);
    } catch (RuntimeException fault) {
      // Ours, and told by whoever called; it must not keep the mails behind this one from going
      // out.
      outbox.failed(mail.id(), "a fault of ours", next(waiting));
      throw fault;
    }
    switch (outcome) {
      case NoticeSender.Outcome.Sent() -> {
        fault = Optional.empty();
        outbox.sent(mail.id(), clock.instant());
      }
      case NoticeSender.Outcome.TryAgain(String error) ->
          outbox.failed(mail.id(), error, next(waiting));
      case NoticeSender.Outcome.Misconfigured(String error) -> {
        fault = Optional.of(new Fault(error, clock.instant()));
        outbox.failed(mail.id(), error, clock.instant().plus(UNTIL_MENDED));
      }
      case NoticeSender.Outcome.Refused(String error) ->
          outbox.refused(mail.id(), error, clock.instant());
    }
    return outcome;
  }

  private Instant next(Outbox.Waiting waiting) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(waiting.tries(), 6));
    return clock.instant().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }
}
