package shomei.pages.pairing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import shomei.domain.pairing.OpenPairing.Opened;
import shomei.domain.pairing.PairingCode;
import shomei.domain.pairing.PairingId;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.Visit;
import shomei.web.http.Response.Header;

/// The codes that a browser shows. It keeps them itself, for as long as they are good, so that a
/// reload shows them again: the database has digests alone.
final class ShownCodes {
  /// More tabs than anybody acquires in; the codes of older ones are let go, since the head of a
  /// request is bounded.
  private static final int MOST = 4;

  private ShownCodes() {}

  /// The cookie of a new one, and the end of those that are too many.
  static List<Header> with(Visit visit, Opened opened) {
    List<Header> cookies = new ArrayList<>();
    cookies.add(Cookies.code(opened.pairing().id(), opened.code().bare()));
    visit.cookieNames(Cookies.CODE).stream()
        .sorted(Comparator.reverseOrder()) // ids begin with the time
        .skip(MOST - 1L)
        .map(Cookies::none)
        .forEach(cookies::add);
    return cookies;
  }

  static Optional<PairingCode> of(Visit visit, PairingId pairing) {
    return visit.cookie(Cookies.CODE + pairing).flatMap(PairingCode::read);
  }
}
