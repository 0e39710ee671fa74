package shomei.pages.administrator;

import java.time.Instant;
import java.util.Set;
import shomei.domain.administration.UserList;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.form.Errors;
import shomei.pages.form.Form;
import shomei.pages.view.Pager;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// A3: the seats of the corporation, among which one or several are chosen.
final class UsersPage {
  private final AdministratorContext context;

  UsersPage(AdministratorContext context) {
    this.context = context;
  }

  Response show(Visit visit, Good good) {
    return show(visit, good, ListQuery.of(visit.asked()), new Errors(visit.texts()));
  }

  Response show(Visit visit, Good good, ListQuery query, Errors errors) {
    Instant now = context.clock().instant();
    UserList.Page page =
        context
            .use()
            .list()
            .page(visit.institution().id(), good.seat().name().contractId(), query.asked(), now);
    String path = visit.tenant().path();
    // what this list is chosen by stays in the fields
    Form form = context.form(visit, Fields.of(query.query()), errors);
    UsersView view =
        new UsersView(
            form,
            page.lines().stream().map(line -> UserRow.of(line, visit.texts(), now)).toList(),
            page.total(),
            Pager.of(path + query.first().address(), query.page(), query.hasMoreThan(page.total())),
            Set.copyOf(visit.asked().all("mark").stream().distinct().toList()),
            query.query(),
            path + query.leadingFrom(RegisterPage.PATH),
            path + query.leadingFrom(ChangePage.PATH));
    return Templates.page(
        form.status(),
        "users",
        context.layout(visit, good, "A3", "users.title", query.address()),
        view);
  }
}
