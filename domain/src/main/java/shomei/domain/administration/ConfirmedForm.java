package shomei.domain.administration;

import java.util.function.Function;
import shomei.domain.credential.Pin;
import shomei.domain.credential.TokenSecret;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.Framed;
import shomei.domain.session.SubmitOnce;
import shomei.domain.subscriber.ConfirmAct;

/// Takes an administrator's form: on the authority of a session that a certificate opened and of
/// the confirmation PIN, and once.
///
/// *Threat:* a form is sent twice, by a double click, a reload, or because the answer was lost.
/// *Answer:* its submission is known by a digest, keyed by the token's secret, over all that was
/// typed, the PIN included: sent again it gets the first result, so a wrong PIN counts once; with
/// another PIN it is another submission. *Threat:* somebody has the administrator's PC and tries
/// the PIN. *Answer:* [ConfirmAct].
public final class ConfirmedForm {
  private static final int SHORTEST = 16;

  private final ConfirmAct confirmation;
  private final SubmitOnce once;
  private final TokenSecret token;

  public ConfirmedForm(ConfirmAct confirmation, SubmitOnce once, TokenSecret token) {
    this.confirmation = confirmation;
    this.once = once;
    this.token = token;
  }

  /// Whom the session lets act.
  ///
  /// @return with the certificate, which every entry of the history then tells
  /// @throws Refusal UNAUTHORIZED where there is no certificate, or who asks is no administrator
  Actor authorised(ContinueSession.Outcome.Good session, Origin origin) {
    var seat = session.seat().name();
    return session
        .certificate()
        .filter(_ -> seat.isAdministrator())
        .map(used -> Actor.subscriber(seat, new Origin.SignedIn(origin, used.serial())))
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.UNAUTHORIZED, "an administrator acts, logged in with a certificate"));
  }

  /// @param form drawn for the page
  /// @param content all else that was typed, framed
  /// @param act its result names no secret
  /// @return its first result; or the name of a [ConfirmAct.Outcome] other than CONFIRMED
  /// @throws Refusal MALFORMED where the form was not drawn; and what `act` throws
  String submit(
      Institution institution,
      ContinueSession.Outcome.Good session,
      Actor by,
      Octets form,
      Pin pin,
      byte[] content,
      Function<Actor, String> act) {
    if (form.length() < SHORTEST) {
      throw new Refusal(Reason.MALFORMED, "not a form of ours");
    }
    var administrator = session.seat().name();
    byte[] all =
        Framed.join(
            Framed.text(institution.id().value()),
            Framed.text(administrator.toString()),
            form.octets(),
            content,
            pin.utf8());
    return once.submit(
        Octets.of(token.mac(TokenSecret.Purpose.SUBMISSION, all)),
        () -> {
          var outcome = confirmation.confirm(institution, administrator, pin, by.origin());
          return outcome == ConfirmAct.Outcome.CONFIRMED ? act.apply(by) : outcome.name();
        });
  }
}
