package shomei.pages.activation;

import shomei.domain.activation.AcquireLoginId;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.MailAddress;
import shomei.domain.kernel.Refusal;
import shomei.domain.subscriber.Registration;
import shomei.pages.form.Errors;
import shomei.pages.form.PinFields;
import shomei.pages.visit.Fields;

/// What a holder sets up, as the fields of the second step.
final class SetUpFields {
  private SetUpFields() {}

  /// @param errors is told what is wrong
  /// @return the same
  static Errors check(Fields filledIn, Policy policy, Errors errors) {
    errors.addIf(
        filledIn.has("id") && !AcquireLoginId.isOfForm(filledIn.text("id")),
        "id",
        "first.id.choice");
    errors.addIf(
        !isName(filledIn.text("name"), policy.names()),
        "name",
        "first.name.form",
        policy.names().longest());
    String mail = filledIn.text("mail");
    errors.addIf(MailAddress.parse(mail).isEmpty(), "mail", "user.mail.form");
    errors.addIf(
        !mail.equals(filledIn.text("mail-repeated")), "mail-repeated", "first.mail.unlike");
    PinFields.requireTwice(filledIn, "login", policy.pins(), errors);
    PinFields.requireTwice(filledIn, "confirmation", policy.pins(), errors);
    return errors.addIf(
        filledIn.text("login").equals(filledIn.text("confirmation")), "confirmation", "pins.same");
  }

  private static boolean isName(String text, Policy.Names rule) {
    try {
      Registration.requireName(text, rule);
      return true;
    } catch (Refusal malformed) {
      return false;
    }
  }
}
