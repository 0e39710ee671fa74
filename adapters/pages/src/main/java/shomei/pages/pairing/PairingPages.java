package shomei.pages.pairing;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import shomei.domain.certificate.Certificates;
import shomei.domain.institution.Policies;
import shomei.domain.pairing.ConfirmPc;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.WatchPairing;
import shomei.pages.file.FilePage;
import shomei.pages.visit.PageRoutes;
import shomei.pages.visit.SeatPage;
import shomei.pages.visit.SeatRoutes;

/// The pages of pairings on both listeners. The forms that begin one are each listener's own; how
/// it goes on is the same page, at the host where it was begun.
public final class PairingPages {
  static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String PAGE = "/pairing/(?<pairing>" + ID + ")";

  private final Opening opening;
  private final AcquirePage acquire;
  private final ProgressPage progress;
  private final HolderForms holder;
  private final FilePage file;

  /// @param random unpredictable: it draws the secrets of browsers
  public PairingPages(
      UseCases use, Policies policies, AppLink link, InstantSource clock, RandomGenerator random) {
    this.opening = new Opening(use.open(), random);
    this.acquire = new AcquirePage(policies, opening, clock);
    this.progress = new ProgressPage(use.watch(), use.open(), use.certificates(), link, clock);
    this.file = new FilePage(policies, link.protocol(), clock);
    this.holder = new HolderForms(opening, use);
  }

  /// What these pages ask of the domain.
  public record UseCases(
      OpenPairing open, WatchPairing watch, ConfirmPc confirm, Certificates certificates) {}

  /// O2–O8, for everybody.
  public void mountOpen(PageRoutes pages) {
    pages.get("acquire", "/acquire", opening.from(acquire::show));
    pages.post("acquire", "/acquire", acquire::submit);
    pages.get("file", "/file", file::show);
    mountProgress(pages);
  }

  /// C4–C7, and O4–O7 for whoever is logged in with ID and PIN.
  public void mountSignedIn(PageRoutes pages, SeatRoutes loggedIn) {
    loggedIn.post("renew", "/renew", holder::renew);
    loggedIn.post("acquire", "/acquire", holder::acquire);
    loggedIn.post("confirm-pc", PAGE + "/confirm", holder::confirm);
    mountProgress(pages);
  }

  /// The same page, which has a form that begins a pairing.
  public SeatPage beginning(SeatPage page) {
    return opening.from(page);
  }

  private void mountProgress(PageRoutes pages) {
    pages.get("pairing", PAGE, progress::show);
    pages.post("pairing", PAGE + "/cancel", progress::cancel);
  }
}
