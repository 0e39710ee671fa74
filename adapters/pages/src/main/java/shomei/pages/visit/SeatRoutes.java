package shomei.pages.visit;

import java.util.function.Function;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.web.http.HttpError;

/// Routes to pages behind the login.
///
/// @param guard lets in who may see the page, and answers everybody else
public record SeatRoutes(PageRoutes routes, Function<SeatPage, Page> guard) {
  /// @param path as [PageRoutes#get] has it
  public void get(String label, String path, SeatPage page) {
    routes.get(label, path, guard.apply(page));
  }

  /// A form of somebody else's page is refused before anything is read.
  public void post(String label, String path, SeatForm form) {
    routes.post(
        label,
        path,
        visit -> {
          Fields filledIn = visit.submitted();
          return guard.apply((same, good) -> form.answer(same, good, filledIn)).answer(visit);
        });
  }

  /// The same for administrators with a certificate. To users, and to whoever came in by ID and PIN
  /// alone, these pages are not there.
  public SeatRoutes ofAdministrators() {
    return new SeatRoutes(
        routes,
        page ->
            guard.apply(
                (visit, good) -> {
                  if (!isAdministrator(good)) {
                    throw HttpError.notFound();
                  }
                  return page.answer(visit, good);
                }));
  }

  /// Whether that is an administrator who has shown a certificate.
  public static boolean isAdministrator(Good good) {
    return good.seat().name().isAdministrator() && good.certificate().isPresent();
  }
}
