package shomei.domain.pairing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import shomei.domain.account.RateLimits;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// A tool looks for the page that wants it: one that was sent to it, or the one whose code it has.
///
/// *Threat:* codes are tried. *Answer:* five tries in ten minutes for an account, and for a
/// network; a wrong code, one that was used and one that ended are one answer.
public final class AwaitPage {
  private static final Policy.RateLimit TRIES = new Policy.RateLimit(5, Duration.ofMinutes(2));

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

  /// Notes that the tool waits, and looks once.
  public Optional<Pairing> look(Institution institution, Tool tool) {
    Instant now = clock.instant();
    tools.wait(tool, institution.id(), now);
    return again(tool);
  }

  /// Looks once more for a tool that has waited since [#look].
  public Optional<Pairing> again(Tool tool) {
    return pairings.of(tool.account(), clock.instant());
  }

  /// @param code as it was typed
  /// @throws Refusal UNKNOWN_CODE, RATE_LIMITED
  public Pairing take(Institution institution, Tool tool, String code, Origin origin) {
    Instant now = clock.instant();
    limit("account/" + tool.account(), now);
    limit("network/" + institution.id() + "/" + origin.network(), now);
    return PairingCode.read(code)
        .flatMap(read -> pairings.take(institution.id(), read.digest(institution.id()), tool, now))
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.UNKNOWN_CODE, "no page waits for this code: it is wrong, used or old"));
  }

  private void limit(String whose, Instant now) {
    limits
        .take("pairing-code/" + whose, TRIES, now)
        .ifPresent(
            wait -> {
              throw Refusal.retry(Reason.RATE_LIMITED, "too many codes were tried", wait);
            });
  }
}
