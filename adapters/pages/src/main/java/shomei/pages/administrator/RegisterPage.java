package shomei.pages.administrator;

import java.util.List;
import shomei.domain.administration.UserAct;
import shomei.domain.credential.Pin;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.subscriber.LoginId;
import shomei.domain.subscriber.Registration;
import shomei.pages.form.Errors;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// A4: a new user, with temporary PINs that the administrator hands over.
final class RegisterPage {
  static final String PATH = ListQuery.PATH + "/new";
  private static final String ACT = "register";

  private final AdministratorContext context;
  private final Administer administer;

  RegisterPage(AdministratorContext context, Administer administer) {
    this.context = context;
    this.administer = administer;
  }

  Response show(Visit visit, Good good) {
    return show(visit, good, visit.asked(), new Errors(visit.texts()));
  }

  private Response show(Visit visit, Good good, Fields typed, Errors errors) {
    ListQuery from = ListQuery.from(typed);
    ActView view =
        new ActView(
            ACT,
            context.form(visit, typed, errors),
            visit.tenant().path() + PATH,
            List.of(),
            from.query(),
            visit.tenant().path() + from.address(),
            List.of());
    return Templates.page(
        view.form().status(),
        "register",
        context.layout(visit, good, "A4", "register.title", PATH),
        view);
  }

  Response submit(Visit visit, Good good, Fields filledIn) {
    Policy policy = context.policy(visit);
    Registration registration = RegistrationFields.read(filledIn, "");
    Errors errors = new Errors(visit.texts());
    String id = filledIn.text("id");
    errors.addIf(!isFormed(good, id, policy.login().form()), "id", "user.id.form");
    RegistrationFields.check(registration, policy.names(), errors);
    TemporaryPins.check(filledIn, policy.pins(), errors);
    if (!errors.isEmpty()) {
      return show(visit, good, filledIn, errors);
    }
    return administer.act(
        new Administer.Sent(visit, good, filledIn, "A4", ACT, PATH),
        new UserAct.Register(
            id,
            registration,
            Pin.attempt(filledIn.text(TemporaryPins.LOGIN)),
            Pin.attempt(filledIn.text(TemporaryPins.CONFIRMATION))),
        wrong -> show(visit, good, filledIn, wrong));
  }

  private static boolean isFormed(Good good, String id, Policy.LoginIdForm form) {
    try {
      LoginId.of(form, SubscriberName.user(good.seat().name().contractId(), id));
      return true;
    } catch (Refusal malformed) {
      return false;
    }
  }
}
