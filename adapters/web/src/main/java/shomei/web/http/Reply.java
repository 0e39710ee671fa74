package shomei.web.http;

import java.util.function.UnaryOperator;

/// What an endpoint says: its answer, an answer out of a file, or that it comes later.
public sealed interface Reply permits Response, FromFile, Held {
  /// The same with another answer, or another head.
  default Reply map(UnaryOperator<Response> change) {
    return switch (this) {
      case Response response -> change.apply(response);
      case FromFile(Response head, var file, long length) ->
          new FromFile(change.apply(head), file, length);
      case Held(var answer, Runnable gone) -> new Held(answer.thenApply(change), gone);
    };
  }
}
