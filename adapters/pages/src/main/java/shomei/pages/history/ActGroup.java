package shomei.pages.history;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import shomei.domain.history.Act;
import shomei.pages.text.Words;

/// The acts that a history shows to people, as they choose among them. What else the history keeps
/// is for auditors.
public enum ActGroup {
  LOGIN,
  PIN,
  CERTIFICATE,
  REGISTRATION;

  public Set<Act> acts() {
    return switch (this) {
      case LOGIN -> Set.of(Act.LOGGED_IN, Act.LOGIN_REFUSED, Act.SESSION_ENDED);
      case PIN ->
          Set.of(
              Act.PIN_CHANGED,
              Act.PIN_LOCKED,
              Act.PIN_RESET,
              Act.PIN_WRONG,
              Act.SUBSCRIBER_UNLOCKED);
      case CERTIFICATE ->
          Set.of(
              Act.CERTIFICATE_ISSUED, Act.CERTIFICATE_REVOKED, Act.RIGHT_CLOSED, Act.RIGHT_OPENED);
      case REGISTRATION ->
          Set.of(
              Act.COMPANY_CHANGED,
              Act.CORPORATION_REGISTERED,
              Act.LOGIN_ID_ACQUIRED,
              Act.SUBSCRIBER_CHANGED,
              Act.SUBSCRIBER_SUSPENDED,
              Act.SUBSCRIBER_UNSUSPENDED,
              Act.USER_DELETED,
              Act.USER_REGISTERED);
    };
  }

  /// Those of all groups.
  public static Set<Act> allActs() {
    return Arrays.stream(values())
        .flatMap(group -> group.acts().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// As addresses and texts name it.
  public String tag() {
    return Words.tag(this);
  }

  static Optional<ActGroup> of(String tag) {
    return Words.of(ActGroup.class, tag);
  }
}
