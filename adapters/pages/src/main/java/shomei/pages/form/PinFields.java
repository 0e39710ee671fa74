package shomei.pages.form;

import shomei.domain.credential.Pin;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Refusal;
import shomei.pages.visit.Fields;

/// PINs that are chosen: typed twice, each in a field of its own.
public final class PinFields {
  private PinFields() {}

  /// @param field of the PIN; that in which it is repeated is called `field-repeated`
  public static void requireTwice(Fields filledIn, String field, Policy.Pins rule, Errors errors) {
    String pin = filledIn.text(field);
    errors.addIf(!isFormed(pin, rule), field, "form.pin.form", rule.shortest(), rule.longest());
    errors.addIf(
        !pin.equals(filledIn.text(field + "-repeated")), field + "-repeated", "pin.unlike");
  }

  private static boolean isFormed(String pin, Policy.Pins rule) {
    try {
      Pin.choose(pin, rule);
      return true;
    } catch (Refusal malformed) {
      return false;
    }
  }
}
