package shomei.pages.activation;

import java.util.List;

/// O9, the third step.
///
/// @param mail where the mail that confirms it goes
public record DoneView(List<NameLine> names, String mail) {
  public DoneView {
    names = List.copyOf(names);
  }
}
