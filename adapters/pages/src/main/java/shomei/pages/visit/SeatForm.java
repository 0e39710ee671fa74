package shomei.pages.visit;

import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.web.http.Response;

/// Answers a form of a page of ours that somebody who is logged in has filled in.
@FunctionalInterface
public interface SeatForm {
  Response answer(Visit visit, Good good, Fields filledIn);
}
