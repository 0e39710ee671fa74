package shomei.web.http;

import shomei.domain.kernel.Refusal;

/// Answers the requests of a route, many at once, each on a virtual thread: it may block.
@FunctionalInterface
public interface Endpoint {
  /// @throws HttpError or
  /// @throws Refusal to be told in the site's form; anything else is a fault, logged under the
  ///   request's id
  Reply answer(Request request);

  /// Asked first, on the event loop: all connections wait for it, so it neither reads nor waits,
  /// nor computes for long.
  default Intake intake(Request request) {
    return Intake.Work.GOES_ON;
  }
}
