package shomei.domain.session;

import shomei.domain.credential.Pin;
import shomei.domain.credential.PinKind;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;

/// Changes a holder's own PIN, with the one that it takes the place of (seeds 001, 004). It is an
/// act on the seat, so the session ends with it.
public final class ChangeOwnPin {
  /// @param form 16 random octets or more, drawn for the page that was filled in
  public record Submitted(Octets form, PinKind kind, Pin current, Pin next) {}

  public enum Outcome {
    CHANGED,
    WRONG_PIN,
    LOCKED,
    /// The new PIN is the current one.
    UNCHANGED,
    /// Login and confirmation PIN must differ.
    SAME_AS_OTHER
  }

  /// @throws Refusal MALFORMED where the new PIN breaks the rule, and no try is counted;
  ///   UNAUTHORIZED where the confirmation PIN is to be changed without a certificate; RATE_LIMITED
  ///   as `LogIn`
  public Outcome change(
      Institution institution,
      ContinueSession.Outcome.Good holder,
      Submitted form,
      Origin origin) {
    throw new UnsupportedOperationException();
  }
}
