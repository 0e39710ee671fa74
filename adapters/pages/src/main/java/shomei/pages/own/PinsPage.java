package shomei.pages.own;

import java.time.InstantSource;
import java.util.Arrays;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinKind;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ChangeOwnPin;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.form.Errors;
import shomei.pages.form.Form;
import shomei.pages.form.Forms;
import shomei.pages.form.PinFields;
import shomei.pages.text.Words;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Cookies;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// C10: the own login and confirmation PIN. A changed PIN ends the session, so that whoever knew
/// the old one is out; the page says where to log in again.
final class PinsPage {
  private static final String PATH = "/pins";

  private final ChangeOwnPin change;
  private final Policies policies;
  private final Forms forms;
  private final InstantSource clock;

  PinsPage(ChangeOwnPin change, Policies policies, Forms forms, InstantSource clock) {
    this.change = change;
    this.policies = policies;
    this.forms = forms;
    this.clock = clock;
  }

  Response show(Visit visit, Good good) {
    return show(visit, good, PinKind.LOGIN, new Errors(visit.texts()));
  }

  /// @param kind of the form that is wrong
  private Response show(Visit visit, Good good, PinKind kind, Errors errors) {
    Policy.Pins rule = policies.of(visit.institution()).pins();
    PinsView view =
        new PinsView(
            visit.tenant().path() + PATH,
            Arrays.stream(PinKind.values())
                .filter(one -> one == PinKind.LOGIN || good.certificate().isPresent())
                .map(
                    one ->
                        new PinsView.OfKind(
                            Words.tag(one),
                            new Form(
                                forms.draw(),
                                Fields.NONE,
                                one == kind ? errors : new Errors(visit.texts()),
                                rule)))
                .toList(),
            good.seat().temporaryConfirmationPin());
    return Templates.page(
        errors.isEmpty() ? 200 : 422,
        "pins",
        Layout.of(visit, "C10", "pins.title", PATH, clock.instant()).heldBy(good),
        view);
  }

  Response submit(Visit visit, Good good, Fields filledIn) {
    PinKind kind =
        Words.of(PinKind.class, filledIn.text("kind"))
            .orElseThrow(() -> HttpError.of(400, "The form is incomplete."));
    String current = Words.tag(kind) + "-current";
    String next = Words.tag(kind) + "-next";
    Policy.Pins rule = policies.of(visit.institution()).pins();
    Errors errors = new Errors(visit.texts());
    errors.addIf(filledIn.text(current).isEmpty(), current, "form.empty");
    PinFields.requireTwice(filledIn, next, rule, errors);
    if (!errors.isEmpty()) {
      return show(visit, good, kind, errors);
    }
    ChangeOwnPin.Submitted submitted =
        new ChangeOwnPin.Submitted(
            Forms.read(filledIn.text("form")),
            kind,
            Pin.attempt(filledIn.text(current)),
            Pin.attempt(filledIn.text(next)));
    return switch (change(visit, good, submitted)) {
      case CHANGED -> changed(visit, good, kind);
      case WRONG_PIN -> show(visit, good, kind, errors.add(current, "pins.wrong"));
      case LOCKED -> show(visit, good, kind, errors.add(current, "pins.locked"));
      case UNCHANGED -> show(visit, good, kind, errors.add(next, "pins.unchanged"));
      case SAME_AS_OTHER -> show(visit, good, kind, errors.add(next, "pins.same"));
    };
  }

  /// Without a certificate there is no form for the confirmation PIN.
  private ChangeOwnPin.Outcome change(Visit visit, Good good, ChangeOwnPin.Submitted submitted) {
    try {
      return change.change(visit.institution(), good, submitted, visit.origin());
    } catch (Refusal refusal) {
      throw refusal.reason() == Reason.UNAUTHORIZED ? HttpError.notFound() : refusal;
    }
  }

  private Response changed(Visit visit, Good good, PinKind kind) {
    String door =
        good.certificate().isEmpty()
            ? "id"
            : good.seat().name().isAdministrator() ? "administrator" : "user";
    return Templates.page(
            200,
            "pinchanged",
            Layout.of(visit, "C10", "pins.changed.title", PATH, clock.instant()),
            new PinChangedView(Words.tag(kind), visit.tenant().openPage("/login?door=" + door)))
        .with("Set-Cookie", Cookies.noSession().value());
  }
}
