package shomei.pages.history;

import java.util.List;
import shomei.pages.form.Form;
import shomei.pages.view.Pager;

/// C11 and A11.
///
/// @param ofAll whether it is of all users, so that one of them can be chosen
/// @param form by which a part is chosen
/// @param csv address of the same as a file
public record HistoryView(
    boolean ofAll, Form form, String action, List<HistoryLine> lines, Pager pager, String csv) {
  public HistoryView {
    lines = List.copyOf(lines);
  }
}
