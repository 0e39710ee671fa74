package shomei.domain.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;

/// The tools that wait for a page, one an account. They are seen by every node; a crash may forget
/// them, since they come again.
public interface WaitingTools {
  /// How long after it was last heard of a tool counts as waiting.
  Duration FRESH = Duration.ofSeconds(40);

  /// Notes that it waits `now`.
  void wait(Tool tool, InstitutionId institution, Instant now);

  /// Those that wait `now` for this seat, the one heard of last first: the tools of accounts that
  /// acquired a certificate of the seat which is neither revoked nor expired.
  List<Tool> of(InstitutionId institution, SubscriberName seat, Instant now);

  /// Notes that it waits no more.
  void leave(AccountId account);

  /// Forgets those that were last heard of before.
  ///
  /// @return how many
  int forget(Instant before);
}
