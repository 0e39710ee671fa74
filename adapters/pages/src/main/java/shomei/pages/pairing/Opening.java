package shomei.pages.pairing;

import java.util.random.RandomGenerator;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.OpenPairing.Opened;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.pages.visit.Page;
import shomei.pages.visit.SeatPage;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// Opens pairings for a browser, and leads it to their page. A form that is sent twice opens two:
/// the browser goes on with one, and nobody comes for the other.
final class Opening {
  private final OpenPairing pairings;
  private final RandomGenerator random;

  Opening(OpenPairing pairings, RandomGenerator random) {
    this.pairings = pairings;
    this.random = random;
  }

  /// The same page, from which a pairing can be opened: its browser is known before, so that a
  /// double click is one browser's.
  Page from(Page page) {
    return visit -> known(visit, page.answer(visit));
  }

  SeatPage from(SeatPage page) {
    return (visit, good) -> known(visit, page.answer(visit, good));
  }

  private Response known(Visit visit, Response answer) {
    return KnownBrowser.of(visit).isPresent()
        ? answer
        : KnownBrowser.orNew(visit, random).remembered(answer);
  }

  /// Opens one for whoever brings its code.
  Response open(Visit visit, Pairing.Wanted wanted) {
    KnownBrowser browser = KnownBrowser.orNew(visit, random);
    Opened opened = pairings.open(visit.institution(), wanted, browser.digest(), visit.origin());
    return browser
        .remembered(lead(visit, opened.pairing().id()))
        .with(ShownCodes.with(visit, opened));
  }

  /// To the page of a pairing.
  static Response lead(Visit visit, PairingId pairing) {
    return Response.empty(303)
        .with("Location", visit.tenant().path() + page(visit, pairing))
        .with("Cache-Control", "no-store");
  }

  /// The page of a pairing, from `/`.
  static String page(Visit visit, PairingId pairing) {
    return visit.returnTo().after("/pairing/" + pairing);
  }
}
