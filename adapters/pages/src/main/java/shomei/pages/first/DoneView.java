package shomei.pages.first;

import java.util.List;

/// O9, the third step.
///
/// @param mail where the mail that confirms it goes
record DoneView(List<NameLine> names, String mail) {
  DoneView {
    names = List.copyOf(names);
  }
}
