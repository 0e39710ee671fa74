package shomei.pages.signedin;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import shomei.domain.credential.Pin;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.LogIn;
import shomei.domain.subscriber.LoginId;
import shomei.pages.form.Forms;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// O11: ID and PIN, where the policy allows it and while no certificate is held (seed 003). It
/// tells nobody whether an ID exists.
final class IdLoginPage {
  private final Policies policies;
  private final LogIn logIn;
  private final InstantSource clock;
  private final Forms forms;

  IdLoginPage(Policies policies, LogIn logIn, InstantSource clock, Forms forms) {
    this.policies = policies;
    this.logIn = logIn;
    this.clock = clock;
    this.forms = forms;
  }

  Response show(Visit visit) {
    return ask(visit, false, Map.of(), Optional.empty());
  }

  Response submit(Visit visit) {
    requireAllowed(visit);
    Map<String, String> form = visit.form();
    Optional<String> next = Optional.ofNullable(form.get("new")).map(String::strip);
    if (next.isPresent() && !next.get().equals(form.getOrDefault("repeated", "").strip())) {
      return ask(visit, true, form, Optional.of("pin.unlike"));
    }
    try {
      LogIn.Result result =
          logIn.logIn(
              visit.institution(),
              new LogIn.Submitted(
                  Forms.read(form.getOrDefault("form", "")),
                  new LogIn.Who.Named(name(visit, form)),
                  visit.host(),
                  Pin.attempt(form.getOrDefault("pin", "").strip()),
                  next.map(Pin::attempt)),
              visit.origin());
      return answer(visit, form, next.isPresent(), result);
    } catch (Refusal refusal) {
      if (refusal.reason() != Reason.MALFORMED) {
        throw refusal;
      }
      return ask(
          visit, next.isPresent(), form, Optional.of(next.isPresent() ? "pin.form" : "id.wrong"));
    }
  }

  private Response answer(
      Visit visit, Map<String, String> form, boolean change, LogIn.Result result) {
    return switch (result.outcome()) {
      case OPENED -> LoginPage.opened(visit, result.secret().orElseThrow());
      case PIN_CHANGE_REQUIRED -> ask(visit, true, form, Optional.empty());
      case PIN_UNCHANGED -> ask(visit, true, form, Optional.of("pin.same"));
      case WRONG_PIN, LOCKED, OBSTACLE, OTHER_DOOR ->
          ask(visit, change, form, Optional.of("id.wrong"));
    };
  }

  private SubscriberName name(Visit visit, Map<String, String> form) {
    String contract = form.getOrDefault("contract", "").strip();
    String user = form.getOrDefault("user", "").strip();
    Policy.LoginIdForm written = policies.of(visit.institution()).login().form();
    return switch (written) {
      case SEPARATE ->
          user.isEmpty()
              ? SubscriberName.administrator(contract)
              : SubscriberName.user(contract, user);
      case SINGLE -> LoginId.parse(written, contract);
    };
  }

  private void requireAllowed(Visit visit) {
    if (!policies.of(visit.institution()).login().pinAloneWhileNoCertificate()) {
      throw HttpError.notFound();
    }
  }

  private Response ask(
      Visit visit, boolean change, Map<String, String> typed, Optional<String> error) {
    requireAllowed(visit);
    Policy policy = policies.of(visit.institution());
    IdView view =
        new IdView(
            visit.tenant().path() + "/login/id",
            policy.login().form() == Policy.LoginIdForm.SEPARATE,
            change,
            typed.getOrDefault("contract", ""),
            typed.getOrDefault("user", ""),
            forms.draw(),
            error,
            policy.pins().shortest(),
            policy.pins().longest());
    return Templates.page(
        error.isPresent() ? 422 : 200,
        "id",
        Layout.of(visit, "O11", "id.title", "/login/id", clock.instant()),
        view);
  }
}
