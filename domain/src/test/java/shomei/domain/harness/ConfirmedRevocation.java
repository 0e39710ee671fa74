package shomei.domain.harness;

import java.util.Optional;
import shomei.domain.contract.Ports;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.ConfirmAct;
import shomei.domain.subscriber.RevokeUser;
import shomei.domain.subscriber.RevokeUser.Outcome;

/// An administrator, with the confirmation PIN and without a session, takes certificates away.
final class ConfirmedRevocation {
  private final Ports ports;
  private final ConfirmAct confirmation;
  private final RevokeUser revoke;

  ConfirmedRevocation(Ports ports, ConfirmAct confirmation, RevokeUser revoke) {
    this.ports = ports;
    this.confirmation = confirmation;
    this.revoke = revoke;
  }

  /// @param newest certificate as the administrator saw it
  record Chosen(SubscriberName user, Optional<Serial> newest) {}

  Outcome reissue(
      Institution institution, SubscriberName by, Chosen chosen, Pin pin, Origin origin) {
    confirm(institution, by, pin, origin);
    return revoke.reissue(
        institution, chosen.user(), seen(institution, chosen), Actor.subscriber(by, origin));
  }

  Outcome revoke(
      Institution institution, SubscriberName by, Chosen chosen, Pin pin, Origin origin) {
    confirm(institution, by, pin, origin);
    return revoke.revoke(
        institution, chosen.user(), seen(institution, chosen), Actor.subscriber(by, origin));
  }

  private void confirm(Institution institution, SubscriberName by, Pin pin, Origin origin) {
    switch (confirmation.confirm(institution, by, pin, origin)) {
      case CONFIRMED -> {}
      case WRONG_PIN -> throw new Refusal(Reason.INCORRECT_RESPONSE, "wrong");
      case LOCKED -> throw new Refusal(Reason.LOCKED, "locked");
      case PIN_CHANGE_REQUIRED -> throw new Refusal(Reason.PIN_CHANGE_REQUIRED, "temporary");
    }
  }

  private SeatVersion seen(Institution institution, Chosen chosen) {
    return new SeatVersion(
        ports
            .subscribers()
            .find(institution.id(), chosen.user())
            .map(seat -> seat.revision())
            .orElse(0),
        chosen.newest());
  }
}
