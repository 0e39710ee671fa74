package shomei.domain.pairing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.domain.account.RateLimits;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.kernel.TimeOrderedId;

/// Opens a pairing for a page: for whoever brings its code, or for a tool that waits.
///
/// *Threat:* floods of pairings. *Answer:* so many a network ([RateLimits]); each is a small row
/// that is forgotten.
public final class OpenPairing {
  private static final Policy.RateLimit PER_NETWORK =
      new Policy.RateLimit(60, Duration.ofSeconds(10));
  private static final int NUMBERS = 90;
  private static final int FIRST_NUMBER = 10;

  private final Pairings pairings;
  private final WaitingTools tools;
  private final RateLimits limits;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param random unpredictable: it draws codes and numbers
  public OpenPairing(
      Pairings pairings,
      WaitingTools tools,
      RateLimits limits,
      InstantSource clock,
      RandomGenerator random) {
    this.pairings = pairings;
    this.tools = tools;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
  }

  /// @param code that leads a tool to it, told this once
  public record Opened(Pairing pairing, PairingCode code) {}

  /// @param browser SHA-256 over the secret in the browser's cookie
  /// @throws Refusal RATE_LIMITED
  public Opened open(
      Institution institution, Pairing.Wanted wanted, Octets browser, Origin origin) {
    Instant now = clock.instant();
    limits
        .take("pairing/" + institution.id() + "/" + origin.network(), PER_NETWORK, now)
        .ifPresent(
            wait -> {
              throw Refusal.retry(Reason.RATE_LIMITED, "too many pages wait for a tool", wait);
            });
    PairingCode code = PairingCode.draw(random);
    Pairing pairing = pairing(institution, wanted, browser, now);
    pairings.add(pairing, code.digest(institution.id()));
    return new Opened(pairing, code);
  }

  /// Those that wait for the seat of somebody who is logged in.
  public List<Tool> waiting(Institution institution, SubscriberName seat) {
    return tools.of(institution.id(), seat, clock.instant());
  }

  /// Sends a tool that waits for the seat to a page that is open. It begins without asking where
  /// the holder who wants it is logged in. The page's code leads nobody else there any more; sent
  /// again, from a second click, it changes nothing.
  ///
  /// @param wanted what is wanted now: the page must want the same
  /// @param browser that opened the page
  /// @return the page's pairing as it is then; empty where this browser has no such page
  public Optional<Pairing> send(
      Institution institution,
      PairingId page,
      Pairing.Wanted wanted,
      AccountId account,
      Octets browser) {
    Instant now = clock.instant();
    Optional<Pairing> open =
        pairings
            .find(page)
            .filter(one -> one.institution().equals(institution.id()))
            .filter(one -> one.browser().equals(browser) && one.wanted().equals(wanted));
    Optional<Pairing> sent =
        open.filter(one -> one.stateAt(now) instanceof Pairing.State.Open)
            .flatMap(
                one ->
                    tools.of(institution.id(), wanted.seat(), now).stream()
                        .filter(tool -> tool.account().equals(account))
                        .findFirst()
                        .map(
                            tool ->
                                one.takenBy(tool, wanted.from() != Pairing.Opener.HOLDER, now)));
    if (sent.isEmpty()) {
      return open;
    }
    return pairings.change(sent.get()) ? sent : pairings.find(page);
  }

  private Pairing pairing(
      Institution institution, Pairing.Wanted wanted, Octets browser, Instant now) {
    return new Pairing(
        new PairingId(TimeOrderedId.make(now, random)),
        institution.id(),
        wanted,
        browser,
        FIRST_NUMBER + random.nextInt(NUMBERS),
        Optional.empty(),
        new Pairing.State.Open(),
        now,
        now,
        1);
  }
}
