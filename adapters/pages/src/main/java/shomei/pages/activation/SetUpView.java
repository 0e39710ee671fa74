package shomei.pages.activation;

import java.util.List;
import shomei.pages.form.Form;

/// O9, the second step.
///
/// @param proven comes back with the form
/// @param choosesId whether there is a field for the ID
/// @param names what of the ID is given
public record SetUpView(
    Form form, String proven, String action, boolean choosesId, List<NameLine> names) {
  public SetUpView {
    names = List.copyOf(names);
  }
}
