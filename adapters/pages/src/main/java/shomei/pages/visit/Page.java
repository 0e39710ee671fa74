package shomei.pages.visit;

import shomei.domain.kernel.Refusal;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// Answers visits to a page, many at once, each on a virtual thread: it may block.
@FunctionalInterface
public interface Page {
  /// @throws HttpError or
  /// @throws Refusal to be told as a page
  Response answer(Visit visit);
}
