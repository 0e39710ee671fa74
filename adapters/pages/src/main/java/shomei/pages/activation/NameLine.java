package shomei.pages.activation;

import java.util.List;
import shomei.domain.institution.Policy.LoginIdForm;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.LoginId;

/// A part of a login ID as its holder types it.
///
/// @param label key of the text
public record NameLine(String label, String value) {
  static List<NameLine> of(LoginIdForm form, SubscriberName name) {
    return switch (form) {
      case SINGLE -> List.of(new NameLine("id.login", LoginId.of(form, name)));
      case SEPARATE -> {
        NameLine contract = new NameLine("id.contract", name.contractId());
        yield name.userId()
            .map(user -> List.of(contract, new NameLine("id.user", user)))
            .orElse(List.of(contract));
      }
    };
  }
}
