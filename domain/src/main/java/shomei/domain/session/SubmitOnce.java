package shomei.domain.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import shomei.domain.authorization.Pause;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Does what a form asks for once, however often it is sent: a double click, a reload and a lost
/// answer get the first result.
public final class SubmitOnce {
  private static final Duration STALE = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final int LOOKS = 200;

  private final Submissions submissions;
  private final Pause pause;
  private final InstantSource clock;

  public SubmitOnce(Submissions submissions, Pause pause, InstantSource clock) {
    this.submissions = submissions;
    this.pause = pause;
    this.clock = clock;
  }

  /// @param id of this form with this content
  /// @param act its result names no secret
  /// @return the first result; waits for it where somebody else is at it
  /// @throws Refusal UNAVAILABLE where that takes too long, and what `act` throws: nothing came of
  ///   it then
  public String submit(Octets id, Supplier<String> act) {
    for (int look = 0; look < LOOKS; look++) {
      var now = clock.instant();
      switch (submissions.claim(id, now, now.minus(STALE))) {
        case Submissions.Claimed.First() -> {
          return first(id, act);
        }
        case Submissions.Claimed.Settled(String result) -> {
          return result;
        }
        case Submissions.Claimed.Pending() -> await();
      }
    }
    throw away();
  }

  private String first(Octets id, Supplier<String> act) {
    String result;
    try {
      result = act.get();
    } catch (RuntimeException nothing) {
      submissions.release(id);
      throw nothing;
    }
    submissions.settle(id, result);
    return result;
  }

  private void await() {
    try {
      pause.await(BETWEEN);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw away();
    }
  }

  private static Refusal away() {
    return Refusal.retry(
        Reason.UNAVAILABLE, "what was sent before is still in work", Duration.ofSeconds(5));
  }
}
