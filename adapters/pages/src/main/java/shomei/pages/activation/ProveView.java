package shomei.pages.activation;

import java.util.Optional;
import shomei.pages.form.Form;

/// O9, the first step.
///
/// @param begun comes back with the form
/// @param kind what is asked for: `account`, `contract`, or of a user `user` or `login`
/// @param other the address of the same for the other kind of person
/// @param over key of the text that says why it begins again
public record ProveView(
    Form form, String begun, String action, String kind, String other, Optional<String> over) {
  public boolean ofUser() {
    return kind.equals("user") || kind.equals("login");
  }
}
