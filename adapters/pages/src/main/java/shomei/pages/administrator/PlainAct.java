package shomei.pages.administrator;

import java.util.List;
import shomei.domain.administration.UserAct;
import shomei.domain.administration.UserAct.Seen;
import shomei.pages.text.Words;

/// The acts for which nothing is filled in but the confirmation PIN: choose, confirm, result.
enum PlainAct {
  DELETE("A6", false),
  SUSPEND("A7", true),
  RESUME("A7", true),
  UNLOCK("A8", false),
  REVOKE("A10", true),
  REISSUE("A5", false);

  private final String screen;
  private final boolean several;

  PlainAct(String screen, boolean several) {
    this.screen = screen;
    this.several = several;
  }

  String screen() {
    return screen;
  }

  /// Whether several users may be chosen at once.
  boolean isOfSeveral() {
    return several;
  }

  /// Its texts begin so.
  String texts() {
    return Words.tag(this);
  }

  /// Of its page, from `/`.
  String path() {
    return ListQuery.PATH + "/" + Words.tag(this);
  }

  UserAct on(List<Seen> users) {
    return switch (this) {
      case DELETE -> new UserAct.Delete(users.getFirst());
      case SUSPEND -> new UserAct.Suspend(users);
      case RESUME -> new UserAct.Resume(users);
      case UNLOCK -> new UserAct.Unlock(users.getFirst());
      case REVOKE -> new UserAct.Revoke(users);
      case REISSUE -> new UserAct.Reissue(users.getFirst());
    };
  }
}
