package shomei.domain.administration;

import static shomei.domain.session.Framed.join;
import static shomei.domain.session.Framed.text;

import java.util.List;
import shomei.domain.credential.Pin;
import shomei.domain.kernel.Serial;
import shomei.domain.subscriber.Registration;

/// Acts as octets, no two of them alike.
final class UserActs {
  private UserActs() {}

  /// *Danger:* they tell PINs. They are digested, and never kept.
  static byte[] framed(UserAct act) {
    byte[] content =
        switch (act) {
          case UserAct.Register(String userId, Registration wanted, Pin login, Pin confirmation) ->
              join(text(userId), framed(wanted), login.utf8(), confirmation.utf8());
          case UserAct.Change(
                  UserAct.Seen user,
                  Registration from,
                  Registration to,
                  boolean reissue) ->
              join(framed(user), framed(from), framed(to), text(Boolean.toString(reissue)));
          case UserAct.Delete(UserAct.Seen user) -> framed(user);
          case UserAct.Suspend(List<UserAct.Seen> users) -> framed(users);
          case UserAct.Resume(List<UserAct.Seen> users) -> framed(users);
          case UserAct.Unlock(UserAct.Seen user) -> framed(user);
          case UserAct.ResetPins(UserAct.Seen user, Pin login, Pin confirmation) ->
              join(framed(user), login.utf8(), confirmation.utf8());
          case UserAct.Reissue(UserAct.Seen user) -> framed(user);
          case UserAct.Revoke(List<UserAct.Seen> users) -> framed(users);
        };
    return join(text(act.getClass().getSimpleName()), content);
  }

  private static byte[] framed(List<UserAct.Seen> users) {
    return join(users.stream().map(UserActs::framed).toArray(byte[][]::new));
  }

  private static byte[] framed(UserAct.Seen user) {
    return join(
        text(user.userId()),
        text(Integer.toString(user.revision())),
        text(user.newest().map(Serial::hex).orElse("")));
  }

  private static byte[] framed(Registration registration) {
    return join(
        text(registration.name()),
        text(registration.kana()),
        text(registration.mail()),
        text(registration.language().name()));
  }
}
