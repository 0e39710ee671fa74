package shomei.pages.pairing;

import java.time.Duration;
import java.time.Instant;
import shomei.domain.pairing.Pairing;
import shomei.pages.text.Words;

/// How far a pairing has come, as its page tells it.
public enum Stage {
  /// Nobody has come.
  OPEN(Screen.RUN),
  /// Nobody has come for so long that the tool may not be running.
  QUIET(Screen.RUN),
  /// A tool waits for the seat, but has not been sent for.
  READY(Screen.RUN),
  /// A tool came; it asks its person.
  FOUND(Screen.RUN),
  /// The page has sent for a tool.
  SENT(Screen.RUN),
  /// A tool came; the page asks whether its PC is the own one.
  NUMBER(Screen.RUN),
  BEGINS(Screen.WORKING),
  WORKING(Screen.WORKING),
  INTERRUPTED(Screen.INTERRUPTED),
  COMPLETE(Screen.COMPLETE),
  REFUSED(Screen.ENDED),
  /// No tool came in time.
  UNMET(Screen.ENDED),
  /// Its person did not begin, or the tool never came back.
  LOST(Screen.ENDED);

  private static final Duration QUIET_AFTER = Duration.ofSeconds(10);

  private final Screen screen;

  Stage(Screen screen) {
    this.screen = screen;
  }

  /// A screen of its own: a number after `O` or `C`, and a title.
  enum Screen {
    RUN(4),
    WORKING(5),
    INTERRUPTED(6),
    ENDED(6),
    COMPLETE(7);

    private final int number;

    Screen(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /// @param ready whether tools wait for the seat
  static Stage of(Pairing pairing, boolean ready, Instant now) {
    return switch (pairing.stateAt(now)) {
      case Pairing.State.Open() ->
          ready ? READY : now.isBefore(pairing.opened().plus(QUIET_AFTER)) ? OPEN : QUIET;
      case Pairing.State.Found(boolean asks) ->
          pairing.wanted().from() == Pairing.Opener.PIN ? NUMBER : asks ? FOUND : SENT;
      case Pairing.State.Confirmed(_) -> BEGINS;
      case Pairing.State.Processing(_, _) -> WORKING;
      case Pairing.State.Interrupted(_) -> INTERRUPTED;
      case Pairing.State.Valid(_, _) -> COMPLETE;
      case Pairing.State.Refused() -> REFUSED;
      case Pairing.State.Expired() -> pairing.tool().isPresent() ? LOST : UNMET;
    };
  }

  Screen screen() {
    return screen;
  }

  /// As keys of texts name it.
  public String tag() {
    return Words.tag(this);
  }

  /// Whether nothing follows.
  public boolean isEnd() {
    return screen == Screen.COMPLETE || screen == Screen.ENDED;
  }

  /// Whether it is to be begun yet: code and link are shown.
  public boolean isOpen() {
    return this == OPEN || this == QUIET || this == READY;
  }

  /// Whether the page can still call it off.
  public boolean isCancellable() {
    return screen == Screen.RUN || this == BEGINS;
  }
}
