package shomei.pages.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import shomei.domain.history.HistorySearch;
import shomei.domain.institution.Policies;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.form.Errors;
import shomei.pages.form.Form;
import shomei.pages.view.Layout;
import shomei.pages.view.Pager;
import shomei.pages.view.Templates;
import shomei.pages.visit.SeatRoutes;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// C11, the own history, and A11, that of all users: chosen by date, act, seat and actor, in pages
/// and as a file.
public final class HistoryPages {
  private static final int ON_A_PAGE = 50;
  private static final int MOST_IN_A_FILE = 10_000;
  private static final int AT_ONCE = 1000;

  private final HistorySearch history;
  private final Policies policies;
  private final InstantSource clock;

  public HistoryPages(HistorySearch history, Policies policies, InstantSource clock) {
    this.history = history;
    this.policies = policies;
    this.clock = clock;
  }

  /// One of the two.
  private enum Which {
    OWN("C11", "history", "/history"),
    OF_ALL("A11", "allhistory", "/users/acts");

    private final String screen;
    private final String texts;
    private final String path;

    Which(String screen, String texts, String path) {
      this.screen = screen;
      this.texts = texts;
      this.path = path;
    }
  }

  public void mount(SeatRoutes routes) {
    mount(routes, Which.OWN);
    mount(routes.ofAdministrators(), Which.OF_ALL);
  }

  private void mount(SeatRoutes routes, Which which) {
    String label = which.texts;
    routes.get(label, which.path, (visit, good) -> show(visit, good, which));
    routes.get(label + "-csv", which.path + "\\.csv", (visit, good) -> file(visit, good, which));
  }

  private static HistoryFilter filter(Visit visit, Good good, Which which) {
    return new HistoryFilter(visit.asked(), good.seat().name(), which == Which.OF_ALL);
  }

  private Response show(Visit visit, Good good, Which which) {
    Instant now = clock.instant();
    HistoryFilter filter = filter(visit, good, which);
    Errors errors = filter.errors(visit.texts());
    Form form = new Form("", visit.asked(), errors, policies.of(visit.institution()).pins());
    String path = visit.tenant().path();
    int skipped = (filter.page() - 1) * ON_A_PAGE;
    List<HistorySearch.Found> found =
        errors.isEmpty()
            ? history.find(
                visit.institution().id(),
                filter.query(OptionalLong.empty()),
                skipped + ON_A_PAGE + 1)
            : List.of();
    List<HistoryLine> lines =
        found.stream()
            .skip(skipped)
            .limit(ON_A_PAGE)
            .map(one -> HistoryLine.of(one.entry(), visit.texts()))
            .toList();
    HistoryView view =
        new HistoryView(
            filter.ofAll(),
            form,
            path + which.path,
            lines,
            Pager.of(
                path + filter.address(which.path),
                filter.page(),
                found.size() > skipped + ON_A_PAGE && filter.page() < HistoryFilter.MOST_PAGES),
            path + filter.address(which.path + ".csv"));
    return Templates.page(
        form.status(),
        "history",
        Layout.of(visit, which.screen, which.texts + ".title", filter.address(which.path), now)
            .heldBy(good),
        view);
  }

  /// All that was asked for, up to a number that a spreadsheet bears.
  private Response file(Visit visit, Good good, Which which) {
    HistoryFilter filter = filter(visit, good, which);
    if (!filter.errors(visit.texts()).isEmpty()) {
      return show(visit, good, which);
    }
    List<HistorySearch.Found> all = new ArrayList<>();
    List<HistorySearch.Found> next;
    OptionalLong before = OptionalLong.empty();
    do {
      next = history.find(visit.institution().id(), filter.query(before), AT_ONCE);
      all.addAll(next);
      before = next.isEmpty() ? before : OptionalLong.of(next.getLast().id());
    } while (next.size() == AT_ONCE && all.size() < MOST_IN_A_FILE);
    byte[] csv =
        HistoryCsv.of(all.stream().map(HistorySearch.Found::entry).toList(), visit.texts());
    return Response.of(200, "text/csv; charset=utf-8", csv)
        .with("Content-Disposition", "attachment; filename=\"history.csv\"")
        .with("Cache-Control", "no-store");
  }
}
