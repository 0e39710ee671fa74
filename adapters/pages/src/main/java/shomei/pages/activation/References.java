package shomei.pages.activation;

import java.util.Optional;
import shomei.domain.activation.ProveFirstLogin.Reference;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.LoginId;
import shomei.pages.form.Errors;
import shomei.pages.text.Words;
import shomei.pages.visit.Fields;

/// What a person is known by, as the fields of the first step.
final class References {
  static final String FOR = "for";
  static final String USER = "user";

  private References() {}

  /// What is asked for.
  static String kind(Policy.Login policy, Fields fields) {
    if (fields.text(FOR).equals(USER)) {
      return policy.form() == Policy.LoginIdForm.SEPARATE ? USER : "login";
    }
    return switch (policy.activation().orElseThrow().reference()) {
      case ACCOUNT -> "account";
      case CONTRACT_ID -> "contract";
    };
  }

  /// @param errors is told what is not of its form
  static Optional<Reference> read(Policy.Login policy, Fields fields, Errors errors) {
    String kind = kind(policy, fields);
    try {
      return Optional.of(
          switch (kind) {
            case "account" ->
                new Reference.OfAccount(
                    BankAccount.of(
                        fields.text("branch"),
                        Words.of(BankAccount.Kind.class, fields.text("account-kind"))
                            .orElse(BankAccount.Kind.ORDINARY),
                        fields.text("account-number")));
            case "contract" -> new Reference.OfSeat(administrator(policy, fields.text("contract")));
            case "login" -> new Reference.OfSeat(user(policy, fields.text("login-id")));
            default ->
                new Reference.OfSeat(
                    SubscriberName.user(fields.text("contract"), fields.text("user")));
          });
    } catch (Refusal malformed) {
      switch (kind) {
        case "account" -> errors.add("branch", "first.account.form");
        case "login" -> errors.add("login-id", "first.id.form");
        default -> errors.add("contract", "first.id.form");
      }
      return Optional.empty();
    }
  }

  /// By the contract ID, or the whole login ID where that is one.
  private static SubscriberName administrator(Policy.Login policy, String text) {
    boolean whole = policy.form() == Policy.LoginIdForm.SINGLE && text.endsWith("M");
    return SubscriberName.administrator(whole ? text.substring(0, text.length() - 1) : text);
  }

  private static SubscriberName user(Policy.Login policy, String text) {
    SubscriberName name = LoginId.parse(policy.form(), text);
    if (name.isAdministrator()) {
      throw new Refusal(Reason.MALFORMED, "an administrator's");
    }
    return name;
  }
}
