package shomei.web.http;

import java.util.Optional;

/// How a request is taken in: said on the event loop, before anything is spent on it.
public sealed interface Intake {
  /// It is answered there and then.
  record AtOnce(Response response) implements Intake {}

  /// The answer, where it is at hand; else it goes on.
  static Intake of(Optional<Response> atHand) {
    return atHand.<Intake>map(AtOnce::new).orElse(Work.GOES_ON);
  }

  /// It goes to its endpoint, where there is room for it, and is answered 503 otherwise.
  ///
  /// Where there is too much to do, it is better that some come through than that all are late: of
  /// a flow of several requests the first are refused first, since whoever is refused there has
  /// lost nothing, and what was spent on others is not lost.
  enum Work implements Intake {
    /// A flow begins: while half of all places are free.
    BEGINS(2),
    /// It begins for whoever was here before: while a quarter is.
    FOLLOWS(4),
    /// It goes on: while any is.
    GOES_ON(Integer.MAX_VALUE);

    private final int part;

    Work(int part) {
      this.part = part;
    }

    /// How many of so many places are kept for others.
    public int keptFree(int places) {
      return places / part;
    }
  }
}
