package shomei.pages.administrator;

import java.util.List;
import shomei.pages.form.Form;

/// A12.
///
/// @param mail of the administrator's seat, which the counter changes
/// @param fields names of the fields for further addresses
/// @param shown the addresses as they were when the form was drawn
/// @param changed whether they have just been changed
public record CompanyView(
    Form form,
    String action,
    String contractId,
    String corporation,
    String mail,
    List<String> fields,
    List<String> shown,
    boolean changed) {
  public CompanyView {
    fields = List.copyOf(fields);
    shown = List.copyOf(shown);
  }
}
