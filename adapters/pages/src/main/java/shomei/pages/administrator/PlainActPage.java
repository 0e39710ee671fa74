package shomei.pages.administrator;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.util.List;
import shomei.domain.administration.UserAct.Seen;
import shomei.domain.institution.Policy;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.form.Errors;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.SeatRoutes;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// A6, A7, A8, A10: who was chosen in the list is shown as they are now, and the confirmation PIN
/// asked for.
final class PlainActPage {
  private static final int MOST = 50;

  private final AdministratorContext context;
  private final Administer administer;
  private final UsersPage list;

  PlainActPage(AdministratorContext context, Administer administer, UsersPage list) {
    this.context = context;
    this.administer = administer;
    this.list = list;
  }

  void mount(SeatRoutes routes) {
    for (PlainAct act : PlainAct.values()) {
      String label = "user-" + act.texts();
      routes.get(label, act.path(), (visit, good) -> show(visit, good, act));
      routes.post(label, act.path(), (visit, good, form) -> submit(visit, good, form, act));
    }
  }

  private Response show(Visit visit, Good good, PlainAct act) {
    Fields asked = visit.asked();
    List<String> chosen = asked.all("user").stream().distinct().toList();
    if (chosen.isEmpty() || chosen.size() > most(visit, act)) {
      Errors errors = new Errors(visit.texts());
      errors.add("choose", chosen.isEmpty() ? "users.choose" : "users.one");
      return list.show(visit, good, ListQuery.from(asked), errors);
    }
    return show(visit, good, act, chosen, asked, new Errors(visit.texts()));
  }

  private Response submit(Visit visit, Good good, Fields filledIn, PlainAct act) {
    List<Seen> seen = SeenField.all(filledIn);
    List<String> chosen = seen.stream().map(Seen::userId).toList();
    requireNumber(visit, act, chosen.size());
    return administer.act(
        new Administer.Sent(visit, good, filledIn, act.screen(), act.texts(), path(act, chosen)),
        act.on(seen),
        errors -> show(visit, good, act, chosen, filledIn, errors));
  }

  private Response show(
      Visit visit, Good good, PlainAct act, List<String> chosen, Fields typed, Errors errors) {
    ListQuery from = ListQuery.from(typed);
    String path = visit.tenant().path();
    ActView view =
        new ActView(
            act.texts(),
            context.form(visit, typed, errors),
            path + act.path(),
            context.users(visit, good, chosen).stream()
                .map(line -> UserRow.of(line, visit.texts(), context.clock().instant()))
                .toList(),
            from.query(),
            path + from.address(),
            List.of());
    return Templates.page(
        view.form().status(),
        "act",
        context.layout(visit, good, act.screen(), act.texts() + ".title", path(act, chosen)),
        view);
  }

  private void requireNumber(Visit visit, PlainAct act, int users) {
    if (users > most(visit, act)) {
      throw HttpError.of(400, "Too many were chosen.");
    }
  }

  /// Where a revocation opens a right that needs a code, there is one user at a time: a page shows
  /// one code.
  private int most(Visit visit, PlainAct act) {
    Policy.Acquisition rule = context.policy(visit).acquisition();
    boolean code = act == PlainAct.REVOKE && rule.revocationOpens() && rule.letterCode();
    return act.isOfSeveral() && !code ? MOST : 1;
  }

  private static String path(PlainAct act, List<String> chosen) {
    QueryStringEncoder path = new QueryStringEncoder(act.path());
    chosen.forEach(id -> path.addParam("user", id));
    return path.toString();
  }
}
