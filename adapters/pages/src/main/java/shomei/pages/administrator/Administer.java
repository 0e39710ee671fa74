package shomei.pages.administrator;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import shomei.domain.administration.AdministerUsers;
import shomei.domain.administration.AdministerUsers.Became;
import shomei.domain.administration.UserAct;
import shomei.domain.credential.LetterCode;
import shomei.domain.credential.Pin;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.form.Errors;
import shomei.pages.form.Forms;
import shomei.pages.text.Words;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// The one way from a form with a confirmation PIN to its result. The answer is the result itself,
/// with no redirect: whoever sends the form again, by a reload or a double click, sees it again.
final class Administer {
  static final String PIN = "confirmation";

  private final AdministratorContext context;

  Administer(AdministratorContext context) {
    this.context = context;
  }

  /// A form that was filled in.
  ///
  /// @param screen of its result
  /// @param act its texts begin so
  /// @param path of its page from `/`
  record Sent(Visit visit, Good good, Fields filledIn, String screen, String act, String path) {}

  /// @param again shows the form with what is wrong
  Response act(Sent sent, UserAct act, Function<Errors, Response> again) {
    Errors errors = new Errors(sent.visit().texts());
    return confirm(sent.filledIn(), errors, pin -> act(sent, act, pin, errors))
        .orElseGet(() -> again.apply(errors));
  }

  private Optional<Response> act(Sent sent, UserAct act, Pin pin, Errors errors) {
    try {
      AdministerUsers.Result result =
          context
              .use()
              .users()
              .administer(
                  sent.visit().institution(),
                  sent.good(),
                  new AdministerUsers.Submitted(Forms.read(sent.filledIn().text("form")), pin, act),
                  sent.visit().origin());
      return result.outcome() == AdministerUsers.Outcome.DONE
          ? Optional.of(done(sent, act, result))
          : refused(result.outcome(), errors);
    } catch (Refusal refusal) {
      // its page has looked at the form of each field, so nothing else is the matter
      if (refusal.reason() != Reason.MALFORMED || !(act instanceof UserAct.Register)) {
        throw refusal;
      }
      errors.add("id", "user.id.taken");
      return Optional.empty();
    }
  }

  /// Does what needs the confirmation PIN.
  ///
  /// @param errors is told what is wrong
  /// @return empty where there is an error
  static Optional<Response> confirm(
      Fields filledIn, Errors errors, Function<Pin, Optional<Response>> act) {
    String pin = filledIn.text(PIN);
    if (pin.isEmpty()) {
      errors.add(PIN, "form.empty");
      return Optional.empty();
    }
    return act.apply(Pin.attempt(pin));
  }

  /// @param outcome another than DONE
  /// @param errors is told it
  static Optional<Response> refused(AdministerUsers.Outcome outcome, Errors errors) {
    errors.add(PIN, "confirm." + Words.tag(outcome));
    return Optional.empty();
  }

  private Response done(Sent sent, UserAct act, AdministerUsers.Result result) {
    List<DoneView.Line> users =
        result.users().stream().map(user -> line(sent.act(), user)).toList();
    Optional<String> code = result.letterCode().map(LetterCode::text);
    DoneView view =
        new DoneView(
            sent.act(),
            users,
            code,
            code.isEmpty()
                && needsCode(sent.visit(), act)
                && users.stream().allMatch(DoneView.Line::done),
            sent.visit().tenant().path() + marked(sent.filledIn(), result.users()));
    return Templates.page(
        200,
        "done",
        context.layout(
            sent.visit(), sent.good(), sent.screen(), sent.act() + ".done.title", sent.path()),
        view);
  }

  private boolean needsCode(Visit visit, UserAct act) {
    boolean opens =
        switch (act) {
          case UserAct.Register _, UserAct.Reissue _ -> true;
          case UserAct.Change change -> change.reissue();
          case UserAct.Revoke _ -> context.policy(visit).acquisition().revocationOpens();
          case UserAct.Delete _,
              UserAct.Suspend _,
              UserAct.Resume _,
              UserAct.Unlock _,
              UserAct.ResetPins _ ->
              false;
        };
    return opens && context.policy(visit).acquisition().letterCode();
  }

  private static DoneView.Line line(String act, AdministerUsers.Done user) {
    Became became = user.became();
    return new DoneView.Line(
        user.userId(),
        became == Became.DONE ? act + ".done" : "became." + Words.tag(became),
        became == Became.DONE || became == Became.AS_IT_WAS);
  }

  /// The list that it came from, with the users marked.
  private static String marked(Fields filledIn, List<AdministerUsers.Done> users) {
    String list = ListQuery.from(filledIn).address();
    QueryStringEncoder marked = new QueryStringEncoder("");
    users.forEach(user -> marked.addParam("mark", user.userId()));
    String marks = marked.toString().replaceFirst("^\\?", "");
    return marks.isEmpty() ? list : list + (list.contains("?") ? "&" : "?") + marks;
  }
}
