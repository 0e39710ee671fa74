package shomei.pages.history;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import shomei.domain.history.Act;
import shomei.pages.text.Words;

/// The acts that a history shows to people, as they choose among them. What else the history keeps
/// is for auditors.
public enum ActGroup {
  LOGIN(Act.LOGGED_IN, Act.LOGIN_REFUSED, Act.SESSION_ENDED),
  PIN(Act.PIN_CHANGED, Act.PIN_LOCKED, Act.PIN_RESET, Act.PIN_WRONG, Act.SUBSCRIBER_UNLOCKED),
  CERTIFICATE(Act.CERTIFICATE_ISSUED, Act.CERTIFICATE_REVOKED, Act.RIGHT_CLOSED, Act.RIGHT_OPENED),
  REGISTRATION(
      Act.COMPANY_CHANGED,
      Act.CORPORATION_REGISTERED,
      Act.SUBSCRIBER_CHANGED,
      Act.SUBSCRIBER_SUSPENDED,
      Act.SUBSCRIBER_UNSUSPENDED,
      Act.USER_DELETED,
      Act.USER_REGISTERED);

  private final Set<Act> acts;

  ActGroup(Act first, Act... more) {
    this.acts = EnumSet.of(first, more);
  }

  public Set<Act> acts() {
    return EnumSet.copyOf(acts);
  }

  /// Those of all groups.
  public static Set<Act> allActs() {
    Set<Act> all = EnumSet.noneOf(Act.class);
    Arrays.stream(values()).forEach(group -> all.addAll(group.acts));
    return all;
  }

  /// As addresses and texts name it.
  public String tag() {
    return Words.tag(this);
  }

  static Optional<ActGroup> of(String tag) {
    return Words.of(ActGroup.class, tag);
  }
}
