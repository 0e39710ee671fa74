package shomei.pages.pairing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import shomei.domain.account.Binding;
import shomei.domain.certificate.Certificates;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.Tool;
import shomei.domain.pairing.WatchPairing;
import shomei.pages.file.FilePage;
import shomei.pages.text.Words;
import shomei.pages.view.CertificateCard;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// O4–O7 and C4–C7: how it goes on between page and tool, for the browser that opened the pairing;
/// to every other there is none. It needs no session, since a renewal ends that.
final class ProgressPage {
  private final WatchPairing watch;
  private final OpenPairing pairings;
  private final Certificates certificates;
  private final AppLink link;
  private final InstantSource clock;

  ProgressPage(
      WatchPairing watch,
      OpenPairing pairings,
      Certificates certificates,
      AppLink link,
      InstantSource clock) {
    this.watch = watch;
    this.pairings = pairings;
    this.certificates = certificates;
    this.link = link;
    this.clock = clock;
  }

  Response show(Visit visit) {
    PairingId id = id(visit);
    return KnownBrowser.of(visit)
        .flatMap(browser -> watch.look(visit.institution(), id, browser.digest()))
        .map(pairing -> show(visit, pairing))
        .orElseGet(() -> none(visit, id));
  }

  /// Also *Not mine*.
  Response cancel(Visit visit) {
    visit.submitted();
    PairingId id = id(visit);
    KnownBrowser.of(visit)
        .ifPresent(browser -> watch.cancel(visit.institution(), id, browser.digest()));
    return Opening.lead(visit, id);
  }

  static PairingId id(Visit visit) {
    return new PairingId(UUID.fromString(visit.request().parameter("pairing")));
  }

  private Response none(Visit visit, PairingId id) {
    return Templates.page(
        404,
        "nopairing",
        Layout.of(visit, "O4", "nopairing.title", Opening.page(visit, id), clock.instant()),
        visit.tenant().openPage("/"));
  }

  private Response show(Visit visit, Pairing pairing) {
    Instant now = clock.instant();
    List<Tool> ready = ready(visit, pairing, now);
    Stage stage = Stage.of(pairing, !ready.isEmpty(), now);
    Pairing.Opener opener = pairing.wanted().from();
    String screen = (opener == Pairing.Opener.HOLDER ? "C" : "O") + stage.screen().number();
    String act = Words.tag(pairing.wanted().act());
    String title = "pairing." + act + "." + Words.tag(stage.screen());
    PairingView view =
        new PairingView(
            pairing.id().toString(),
            act,
            stage,
            pairing.tool(),
            stage == Stage.NUMBER ? OptionalInt.of(pairing.number()) : OptionalInt.empty(),
            ready,
            stage.isOpen() ? run(visit, pairing) : Optional.empty(),
            visit.tenant().downloadPage(),
            opener == Pairing.Opener.ANYBODY,
            pairing.stateAt(now) instanceof Pairing.State.Processing(int at, int of)
                ? Optional.of(new PairingView.Step(at, of))
                : Optional.empty(),
            pairing.stateAt(now) instanceof Pairing.State.Interrupted(String reason)
                ? Optional.of(Interruption.of(reason).text())
                : Optional.empty(),
            done(visit, pairing),
            again(visit, pairing.wanted()),
            opener == Pairing.Opener.ANYBODY
                ? Optional.empty()
                : Optional.of(visit.tenant().path() + visit.returnTo().page()),
            visit.returnTo().query());
    return Templates.page(
        200,
        "pairing",
        Layout.of(visit, screen, title, Opening.page(visit, pairing.id()), now),
        view);
  }

  /// Tools are told of to the seat's holder alone: whoever typed a name learns nothing of it.
  private List<Tool> ready(Visit visit, Pairing pairing, Instant now) {
    return pairing.wanted().from() == Pairing.Opener.HOLDER
            && pairing.stateAt(now) instanceof Pairing.State.Open
        ? pairings.waiting(visit.institution(), pairing.wanted().seat())
        : List.of();
  }

  private Optional<PairingView.Run> run(Visit visit, Pairing pairing) {
    return ShownCodes.of(visit, pairing.id())
        .map(
            code ->
                new PairingView.Run(
                    code.shown(),
                    link.to(pairing.institution(), code),
                    pairing.wanted().act() == Binding.Act.ACQUIRE
                        ? Optional.of(FilePage.address(visit, code))
                        : Optional.empty()));
  }

  private Optional<PairingView.Done> done(Visit visit, Pairing pairing) {
    return pairing.state() instanceof Pairing.State.Valid(var serial, String store)
        ? certificates
            .find(serial)
            .map(
                certificate ->
                    new PairingView.Done(
                        CertificateCard.of(certificate, visit.texts()),
                        store,
                        visit.tenant().openPage(visit.returnTo().door(door(pairing.wanted()))),
                        visit.tenant().freshHosts()))
        : Optional.empty();
  }

  private static PairingView.Again again(Visit visit, Pairing.Wanted wanted) {
    String path = visit.tenant().path();
    if (wanted.act() == Binding.Act.RENEW) {
      return new PairingView.Again(path + "/renew", true);
    }
    return wanted.from() == Pairing.Opener.PIN
        ? new PairingView.Again(path + "/acquire", true)
        : new PairingView.Again(path + "/acquire?door=" + door(wanted), false);
  }

  private static String door(Pairing.Wanted wanted) {
    return wanted.seat().isAdministrator() ? "administrator" : "user";
  }
}
