package shomei.domain.administration;

import java.util.List;
import java.util.Optional;
import shomei.domain.credential.LetterCode;
import shomei.domain.credential.Pin;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ContinueSession;

/// What an administrator does to users of the own corporation, with a certificate's session and the
/// confirmation PIN, once however often it is sent.
public final class AdministerUsers {
  /// @param form 16 random octets or more, drawn for the page that was filled in
  public record Submitted(Octets form, Pin confirmation, UserAct act) {}

  /// @param users what became of each, in the order in which they were chosen; empty where outcome
  ///   is not DONE
  /// @param letterCode where the act opened a right whose acquisition needs one; nobody can show it
  ///   again (empty on a repeat)
  public record Result(Outcome outcome, List<Done> users, Optional<LetterCode> letterCode) {
    public Result {
      users = List.copyOf(users);
    }
  }

  public record Done(String userId, Became became) {}

  public enum Outcome {
    DONE,
    WRONG_PIN,
    LOCKED,
    /// The confirmation PIN is right and temporary: change it first (`ChangeOwnPin`).
    PIN_CHANGE_REQUIRED
  }

  public enum Became {
    DONE,
    AS_IT_WAS,
    /// The screen was old: nothing was done.
    CHANGED_MEANWHILE,
    NOT_FOUND,
    NOTHING_TO_REVOKE
  }

  /// @throws Refusal UNAUTHORIZED where there is no certificate or who asks is no administrator;
  ///   MALFORMED (before any PIN is counted) where a value is not of its form
  public Result administer(
      Institution institution,
      ContinueSession.Outcome.Good administrator,
      Submitted form,
      Origin origin) {
    throw new UnsupportedOperationException();
  }
}
