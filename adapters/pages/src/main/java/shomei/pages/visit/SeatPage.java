package shomei.pages.visit;

import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.web.http.Response;

/// Answers visits of somebody who is logged in.
@FunctionalInterface
public interface SeatPage {
  Response answer(Visit visit, Good good);
}
