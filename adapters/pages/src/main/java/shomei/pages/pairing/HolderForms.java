package shomei.pages.pairing;

import java.util.Optional;
import java.util.UUID;
import shomei.domain.account.Binding;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.pairing.ConfirmPc;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// What whoever is logged in begins: the renewal of the own certificate, by a code or with a tool
/// that waits for the seat; and, without one, its acquisition.
///
/// *Threat:* a page drives a tool that waits. *Answer:* these are forms of our own host, in a
/// session of that very seat; which tools wait for it is asked again as one is sent for.
final class HolderForms {
  private final Opening opening;
  private final OpenPairing pairings;
  private final ConfirmPc confirm;

  HolderForms(Opening opening, PairingPages.UseCases use) {
    this.opening = opening;
    this.pairings = use.open();
    this.confirm = use.confirm();
  }

  /// Without a tool that was chosen, a page that looks for one.
  Response renew(Visit visit, Good good, Fields filledIn) {
    if (good.certificate().isEmpty()) {
      return home(visit);
    }
    Pairing.Wanted wanted = renewal(good, good.certificate().get());
    Optional<PairingId> page =
        uuid(filledIn.text("pairing"))
            .map(PairingId::new)
            .flatMap(id -> send(visit, id, wanted, filledIn))
            .map(Pairing::id);
    return page.isPresent() ? Opening.lead(visit, page.get()) : opening.open(visit, wanted);
  }

  private static Pairing.Wanted renewal(Good good, Certificate certificate) {
    return new Pairing.Wanted(
        Binding.Act.RENEW,
        good.seat().name(),
        Optional.of(certificate.serial()),
        Pairing.Opener.HOLDER);
  }

  /// Where the tool waits no more, the page says so.
  private Optional<Pairing> send(
      Visit visit, PairingId page, Pairing.Wanted wanted, Fields filledIn) {
    return KnownBrowser.of(visit)
        .flatMap(
            browser ->
                uuid(filledIn.text("tool"))
                    .map(AccountId::new)
                    .flatMap(
                        tool ->
                            pairings.send(
                                visit.institution(), page, wanted, tool, browser.digest())));
  }

  /// For whoever is logged in with ID and PIN.
  Response acquire(Visit visit, Good good, Fields filledIn) {
    return good.certificate().isPresent()
        ? home(visit)
        : opening.open(
            visit,
            new Pairing.Wanted(
                Binding.Act.ACQUIRE, good.seat().name(), Optional.empty(), Pairing.Opener.PIN));
  }

  /// *This is my PC*. Whatever comes of it, the page tells.
  Response confirm(Visit visit, Good good, Fields filledIn) {
    PairingId id = ProgressPage.id(visit);
    String number = filledIn.text("number");
    Optional<KnownBrowser> browser = KnownBrowser.of(visit);
    if (browser.isPresent() && number.matches("[0-9]{2}")) {
      try {
        confirm.confirm(
            visit.institution(),
            id,
            browser.get().digest(),
            good.seat(),
            Integer.parseInt(number),
            visit.origin());
      } catch (Refusal refusal) {
        if (refusal.reason() != Reason.NOT_FOUND) {
          throw refusal;
        }
      }
    }
    return Opening.lead(visit, id);
  }

  private static Response home(Visit visit) {
    return Response.empty(303)
        .with("Location", visit.tenant().path() + "/")
        .with("Cache-Control", "no-store");
  }

  private static Optional<UUID> uuid(String text) {
    return text.matches(PairingPages.ID) ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
