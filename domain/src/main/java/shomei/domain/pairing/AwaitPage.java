package shomei.domain.pairing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import shomei.domain.account.RateLimits;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// A tool looks for the page that wants it: one that was sent to it, or the one whose code it has.
///
/// *Threat:* codes are tried. *Answer:* five tries of an account, and fifty of a network, which
/// many may share and one must not shut for all; one more each two minutes and each twelve seconds.
/// A wrong code, one that was used and one that ended are one answer. *Threat:* a flood of waiting
/// tools. *Answer:* an account comes each three seconds at most in the long run, a network a
/// hundred times a second.
public final class AwaitPage {
  private static final Policy.RateLimit CODES_OF_ACCOUNT =
      new Policy.RateLimit(5, Duration.ofMinutes(2));
  private static final Policy.RateLimit CODES_OF_NETWORK =
      new Policy.RateLimit(50, Duration.ofSeconds(12));
  private static final Policy.RateLimit WAITS_OF_ACCOUNT =
      new Policy.RateLimit(20, Duration.ofSeconds(3));
  private static final Policy.RateLimit WAITS_OF_NETWORK =
      new Policy.RateLimit(2000, Duration.ofMillis(10));

  private final Pairings pairings;
  private final WaitingTools tools;
  private final RateLimits limits;
  private final InstantSource clock;

  public AwaitPage(Pairings pairings, WaitingTools tools, RateLimits limits, InstantSource clock) {
    this.pairings = pairings;
    this.tools = tools;
    this.limits = limits;
    this.clock = clock;
  }

  /// Looks for a page that was sent to the tool; where there is none, notes that the tool waits.
  ///
  /// @throws Refusal RATE_LIMITED
  public Optional<Pairing> look(Institution institution, Tool tool, Origin origin) {
    Instant now = clock.instant();
    limit("waiting/account/" + tool.account(), WAITS_OF_ACCOUNT, now);
    limit("waiting/network/" + origin.network(), WAITS_OF_NETWORK, now);
    Optional<Pairing> found = pairings.of(Set.of(tool.account()), now).stream().findFirst();
    if (found.isEmpty()) {
      tools.wait(tool, institution.id(), now);
    }
    return found;
  }

  /// Looks once more for tools that have waited since [#look].
  ///
  /// @return those that are wanted, each with its account's tool
  public List<Pairing> wanted(Set<AccountId> waiting) {
    return waiting.isEmpty() ? List.of() : pairings.of(waiting, clock.instant());
  }

  /// Notes that a tool waits no more.
  ///
  /// @param since when it was there still; one that came again later, at whichever node, waits on
  public void leave(AccountId account, Instant since) {
    tools.leave(account, since);
  }

  /// @param code as it was typed
  /// @throws Refusal UNKNOWN_CODE, RATE_LIMITED
  public Pairing take(Institution institution, Tool tool, String code, Origin origin) {
    Instant now = clock.instant();
    limit("pairing-code/account/" + tool.account(), CODES_OF_ACCOUNT, now);
    limit("pairing-code/network/" + origin.network(), CODES_OF_NETWORK, now);
    return PairingCode.read(code)
        .flatMap(read -> pairings.take(institution.id(), read.digest(institution.id()), tool, now))
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.UNKNOWN_CODE, "no page waits for this code: it is wrong, used or old"));
  }

  private void limit(String bucket, Policy.RateLimit limit, Instant now) {
    limits
        .take(bucket, limit, now)
        .ifPresent(
            wait -> {
              throw Refusal.retry(Reason.RATE_LIMITED, "this was asked too often", wait);
            });
  }
}
