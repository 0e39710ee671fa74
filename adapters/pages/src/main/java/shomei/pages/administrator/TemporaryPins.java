package shomei.pages.administrator;

import shomei.domain.institution.Policy;
import shomei.pages.form.Errors;
import shomei.pages.form.PinFields;
import shomei.pages.visit.Fields;

/// The two temporary PINs that an administrator gives a user, each typed twice.
final class TemporaryPins {
  static final String LOGIN = "temporary-login";
  static final String CONFIRMATION = "temporary-confirmation";

  private TemporaryPins() {}

  static void check(Fields filledIn, Policy.Pins rule, Errors errors) {
    PinFields.requireTwice(filledIn, LOGIN, rule, errors);
    PinFields.requireTwice(filledIn, CONFIRMATION, rule, errors);
    errors.addIf(
        filledIn.text(LOGIN).equals(filledIn.text(CONFIRMATION)), CONFIRMATION, "pins.same");
  }
}
