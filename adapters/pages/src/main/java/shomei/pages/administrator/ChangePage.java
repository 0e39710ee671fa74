package shomei.pages.administrator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import shomei.domain.administration.UserAct;
import shomei.domain.administration.UserList;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Registration;
import shomei.pages.form.Errors;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// A5: what is registered of a user, changed; with that, if wanted, the certificate revoked and the
/// right to acquire opened (seed 001). From here lead the ways to what else can be done to the
/// user.
final class ChangePage {
  static final String PATH = ListQuery.PATH + "/change";
  private static final String ACT = "change";

  /// Before the names of the hidden fields with what the page showed.
  private static final String FROM = "from-";

  private final AdministratorContext context;
  private final Administer administer;

  ChangePage(AdministratorContext context, Administer administer) {
    this.context = context;
    this.administer = administer;
  }

  Response show(Visit visit, Good good) {
    UserList.Line line = context.user(visit, good, visit.asked().text("user"));
    Registration now = line.seat().registration();
    Map<String, String> shown = new HashMap<>(RegistrationFields.write(now, ""));
    shown.putAll(RegistrationFields.write(now, FROM));
    shown.put("list", visit.asked().text("list"));
    return show(visit, good, line, Fields.of(shown), new Errors(visit.texts()));
  }

  private Response show(Visit visit, Good good, UserList.Line line, Fields typed, Errors errors) {
    ListQuery from = ListQuery.from(typed);
    UserRow row = UserRow.of(line, visit.texts(), context.clock().instant());
    String path = visit.tenant().path();
    ActView view =
        new ActView(
            ACT,
            context.form(visit, typed, errors),
            path + PATH,
            List.of(row),
            from.query(),
            path + from.address(),
            ways(line, row, path, from));
    return Templates.page(
        view.form().status(),
        "change",
        context.layout(visit, good, "A5", "change.title", path(row.id())),
        view);
  }

  private static List<ActView.Way> ways(
      UserList.Line line, UserRow row, String path, ListQuery from) {
    List<ActView.Way> ways = new ArrayList<>();
    if (line.lock() != PinTry.Lock.NONE) {
      ways.add(way(PlainAct.UNLOCK, row, path, from));
    }
    ways.add(new ActView.Way("reset", path + user(ResetPinsPage.PATH, row, from)));
    ways.add(way(line.seat().suspended() ? PlainAct.RESUME : PlainAct.SUSPEND, row, path, from));
    ways.add(way(PlainAct.REISSUE, row, path, from));
    ways.add(way(PlainAct.REVOKE, row, path, from));
    ways.add(way(PlainAct.DELETE, row, path, from));
    return ways;
  }

  private static ActView.Way way(PlainAct act, UserRow row, String path, ListQuery from) {
    return new ActView.Way(act.texts(), path + user(act.path(), row, from));
  }

  private static String user(String page, UserRow row, ListQuery from) {
    String address = from.leadingFrom(page);
    return address + (address.contains("?") ? "&" : "?") + "user=" + row.id();
  }

  Response submit(Visit visit, Good good, Fields filledIn) {
    UserAct.Seen seen = SeenField.one(filledIn);
    Registration to = RegistrationFields.read(filledIn, "");
    Errors errors = new Errors(visit.texts());
    RegistrationFields.check(to, context.policy(visit).names(), errors);
    if (!errors.isEmpty()) {
      return again(visit, good, seen, filledIn, errors);
    }
    return administer.act(
        new Administer.Sent(visit, good, filledIn, "A5", ACT, path(seen.userId())),
        new UserAct.Change(
            seen, RegistrationFields.read(filledIn, FROM), to, filledIn.has("reissue")),
        wrong -> again(visit, good, seen, filledIn, wrong));
  }

  /// As it is now; what was typed stays.
  private Response again(
      Visit visit, Good good, UserAct.Seen seen, Fields filledIn, Errors errors) {
    return show(visit, good, context.user(visit, good, seen.userId()), filledIn, errors);
  }

  private static String path(String userId) {
    return PATH + "?user=" + userId;
  }
}
