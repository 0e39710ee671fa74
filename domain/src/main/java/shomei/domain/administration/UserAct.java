package shomei.domain.administration;

import java.util.List;
import java.util.Optional;
import shomei.domain.credential.Pin;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.Serial;
import shomei.domain.subscriber.Registration;

/// What an administrator does to users of the own corporation (seeds 001, 004).
public sealed interface UserAct {
  /// What a screen showed of a user: an act on one that has changed since is refused.
  ///
  /// @param revision of the seat
  /// @param newest certificate of the user, whatever its state
  record Seen(String userId, int revision, Optional<Serial> newest) {
    SeatVersion version() {
      return new SeatVersion(revision, newest);
    }
  }

  /// A new user's seat; the right to acquire opens at once. Both PINs are temporary.
  record Register(String userId, Registration registration, Pin loginPin, Pin confirmationPin)
      implements UserAct {}

  /// @param from what the screen showed
  /// @param reissue whether to revoke the current certificate and open the right to acquire as well
  record Change(Seen user, Registration from, Registration to, boolean reissue)
      implements UserAct {}

  /// Certificates are revoked and the right is closed; the history stays, and the ID is never given
  /// again.
  record Delete(Seen user) implements UserAct {}

  record Suspend(List<Seen> users) implements UserAct {
    public Suspend {
      users = List.copyOf(users);
    }
  }

  record Resume(List<Seen> users) implements UserAct {
    public Resume {
      users = List.copyOf(users);
    }
  }

  record Unlock(Seen user) implements UserAct {}

  /// Both PINs are temporary.
  record ResetPins(Seen user, Pin loginPin, Pin confirmationPin) implements UserAct {}

  /// Revokes what the user has and opens the right to acquire.
  record Reissue(Seen user) implements UserAct {}

  /// Revokes what the users have, expired certificates too.
  record Revoke(List<Seen> users) implements UserAct {
    public Revoke {
      users = List.copyOf(users);
    }
  }
}
