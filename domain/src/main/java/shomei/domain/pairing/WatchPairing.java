package shomei.domain.pairing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;

/// What a page sees of its pairing, and its *Cancel*.
public final class WatchPairing {
  private static final int ATTEMPTS = 20;

  private final Pairings pairings;
  private final InstantSource clock;

  public WatchPairing(Pairings pairings, InstantSource clock) {
    this.pairings = pairings;
    this.clock = clock;
  }

  /// @param browser SHA-256 over the secret in the browser's cookie
  /// @return empty where this browser has no such pairing
  public Optional<Pairing> look(Institution institution, PairingId id, Octets browser) {
    return pairings
        .find(id)
        .filter(one -> one.institution().equals(institution.id()))
        .filter(one -> one.browser().equals(browser));
  }

  /// Ends one that the tool is not at work for. A tool at work goes on: what it has begun is not
  /// lost by a page.
  ///
  /// @return as it is then; empty where this browser has no such pairing
  public Optional<Pairing> cancel(Institution institution, PairingId id, Octets browser) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Pairing> found = look(institution, id, browser);
      Instant now = clock.instant();
      Optional<Pairing> ended =
          found
              .filter(one -> isWaiting(one.stateAt(now)))
              .map(one -> one.to(new Pairing.State.Refused(), now));
      if (ended.isEmpty() || pairings.change(ended.get())) {
        return ended.or(() -> found);
      }
    }
    return look(institution, id, browser);
  }

  private static boolean isWaiting(Pairing.State state) {
    return switch (state) {
      case Pairing.State.Open() -> true;
      case Pairing.State.Found(_) -> true;
      case Pairing.State.Confirmed(_) -> true;
      case Pairing.State.Processing(_, _) -> false;
      case Pairing.State.Interrupted(_) -> false;
      case Pairing.State.Valid(_, _) -> false;
      case Pairing.State.Refused() -> false;
      case Pairing.State.Expired() -> false;
    };
  }
}
