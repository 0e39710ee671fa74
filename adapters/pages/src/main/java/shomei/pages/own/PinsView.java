package shomei.pages.own;

import java.util.List;
import shomei.pages.form.Form;

/// C10.
///
/// @param forms one for each PIN that the holder may change
/// @param temporary whether the confirmation PIN must be changed before it is used
public record PinsView(String action, List<OfKind> forms, boolean temporary) {
  public PinsView {
    forms = List.copyOf(forms);
  }

  /// @param kind as texts name it; the ids of its fields begin so
  public record OfKind(String kind, Form form) {}
}
