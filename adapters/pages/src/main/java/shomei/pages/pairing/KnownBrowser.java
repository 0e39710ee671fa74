package shomei.pages.pairing;

import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.domain.kernel.Octets;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// A browser as a host knows it again: by a random secret in a cookie, one for all of its tabs.
///
/// *Threat:* a pairing's address is opened elsewhere, or guessed. *Answer:* it is no use without
/// the secret of the browser that opened it, of which the database has the digest alone.
record KnownBrowser(Octets secret) {
  private static final int OCTETS = 32;

  /// The one that the visit comes from, where the host knows it.
  static Optional<KnownBrowser> of(Visit visit) {
    try {
      return visit
          .cookie(Cookies.PAIRINGS)
          .map(Base64.getUrlDecoder()::decode)
          .filter(octets -> octets.length == OCTETS)
          .map(Octets::of)
          .map(KnownBrowser::new);
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /// The same, or one that the host has not known before.
  static KnownBrowser orNew(Visit visit, RandomGenerator random) {
    return of(visit)
        .orElseGet(
            () -> {
              byte[] secret = new byte[OCTETS];
              random.nextBytes(secret);
              return new KnownBrowser(Octets.of(secret));
            });
  }

  /// By which the database knows it.
  Octets digest() {
    return secret.sha256();
  }

  /// The same answer, by which the host will know it again.
  Response remembered(Response answer) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret.octets());
    return answer.with("Set-Cookie", Cookies.pairings(text).value());
  }
}
