package shomei.pages.view;

import java.time.Instant;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// Leads a browser on as from a page of our own, where a redirect would not do: after a form it may
/// lead to our own pages alone (`form-action`), and after a link at a stranger's page the session's
/// cookie does not come with it (`SameSite=Strict`).
///
/// @param address of that page
public record Onward(String address) {
  /// @param page from `/`, with its query; another language or size leads there too
  public static Response to(Visit visit, String page, Instant now) {
    String address = visit.tenant().path() + page;
    return Templates.page(
            200, "onward", Layout.of(visit, "C13", "onward.title", page, now), new Onward(address))
        .with("Refresh", "0; url=" + address);
  }
}
