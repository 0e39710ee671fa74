package shomei.pages.administrator;

import java.util.List;
import shomei.domain.administration.UserAct;
import shomei.domain.credential.Pin;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.form.Errors;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// A9: temporary PINs for a user who has forgotten the own ones.
final class ResetPinsPage {
  static final String PATH = ListQuery.PATH + "/reset";
  private static final String ACT = "reset";

  private final AdministratorContext context;
  private final Administer administer;

  ResetPinsPage(AdministratorContext context, Administer administer) {
    this.context = context;
    this.administer = administer;
  }

  Response show(Visit visit, Good good) {
    return show(visit, good, visit.asked().text("user"), visit.asked(), new Errors(visit.texts()));
  }

  private Response show(Visit visit, Good good, String id, Fields typed, Errors errors) {
    ListQuery from = ListQuery.from(typed);
    UserRow row =
        UserRow.of(context.user(visit, good, id), visit.texts(), context.clock().instant());
    ActView view =
        new ActView(
            ACT,
            context.form(visit, typed, errors),
            visit.tenant().path() + PATH,
            List.of(row),
            from.query(),
            visit.tenant().path() + from.address(),
            List.of());
    return Templates.page(
        view.form().status(),
        "reset",
        context.layout(visit, good, "A9", "reset.title", PATH + "?user=" + id),
        view);
  }

  Response submit(Visit visit, Good good, Fields filledIn) {
    UserAct.Seen seen = SeenField.one(filledIn);
    Errors errors = new Errors(visit.texts());
    TemporaryPins.check(filledIn, context.policy(visit).pins(), errors);
    if (!errors.isEmpty()) {
      return show(visit, good, seen.userId(), filledIn, errors);
    }
    return administer.act(
        new Administer.Sent(visit, good, filledIn, "A9", ACT, PATH + "?user=" + seen.userId()),
        new UserAct.ResetPins(
            seen,
            Pin.attempt(filledIn.text(TemporaryPins.LOGIN)),
            Pin.attempt(filledIn.text(TemporaryPins.CONFIRMATION))),
        wrong -> show(visit, good, seen.userId(), filledIn, wrong));
  }
}
