package shomei.pages.pairing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import shomei.domain.account.Binding;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.pairing.ConfirmPc;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.WatchPairing;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.session.SubmitOnce;
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
  private final WatchPairing watch;
  private final ConfirmPc confirm;
  private final SubmitOnce once;
  private final RandomGenerator random;

  HolderForms(Opening opening, PairingPages.UseCases use, RandomGenerator random) {
    this.opening = opening;
    this.pairings = use.open();
    this.watch = use.watch();
    this.confirm = use.confirm();
    this.once = use.once();
    this.random = random;
  }

  /// Without a tool that was chosen, a page that looks for one.
  Response renew(Visit visit, Good good, Fields filledIn) {
    if (good.certificate().isEmpty()) {
      return home(visit);
    }
    Pairing.Wanted wanted = renewal(good, good.certificate().get());
    KnownBrowser browser = KnownBrowser.orNew(visit, random);
    Optional<AccountId> tool = uuid(filledIn.text("tool")).map(AccountId::new);
    Optional<PairingId> page =
        uuid(filledIn.text("pairing"))
            .map(PairingId::new)
            .filter(id -> watch.look(visit.institution(), id, browser.digest()).isPresent());
    return tool.isPresent() && page.isPresent()
        ? Opening.lead(visit, send(visit, wanted, browser, page.get(), tool.get()))
        : opening.open(visit, wanted);
  }

  private static Pairing.Wanted renewal(Good good, Certificate certificate) {
    return new Pairing.Wanted(
        Binding.Act.RENEW,
        good.seat().name(),
        Optional.of(certificate.serial()),
        Pairing.Opener.HOLDER);
  }

  /// Once from each page, so that a double click does not send the tool to one pairing and the
  /// browser to another.
  ///
  /// @return the one from which it was pressed, where the tool waits no more
  private PairingId send(
      Visit visit, Pairing.Wanted wanted, KnownBrowser browser, PairingId page, AccountId tool) {
    String what = "send/" + browser.digest().hex() + "/" + page + "/" + tool;
    try {
      String sent =
          once.submit(
              Octets.of(what.getBytes(StandardCharsets.US_ASCII)).sha256(),
              () ->
                  pairings
                      .send(visit.institution(), wanted, tool, browser.digest(), visit.origin())
                      .map(one -> one.id().toString())
                      .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "the tool waits no more")));
      return new PairingId(UUID.fromString(sent));
    } catch (Refusal gone) {
      if (gone.reason() != Reason.NOT_FOUND) {
        throw gone;
      }
      return page;
    }
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
