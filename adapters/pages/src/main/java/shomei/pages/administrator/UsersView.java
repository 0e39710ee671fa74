package shomei.pages.administrator;

import java.util.List;
import java.util.Set;
import shomei.pages.form.Form;
import shomei.pages.view.Pager;

/// A3.
///
/// @param form by which the list is chosen and sorted
/// @param rows of this page
/// @param marked user IDs that an act was just done to
/// @param list the query of this list ([ListQuery#query()])
/// @param register address of A4, which leads back to this list
/// @param changing address of A5 but for whom it is about
public record UsersView(
    Form form,
    List<UserRow> rows,
    int total,
    Pager pager,
    Set<String> marked,
    String list,
    String register,
    String changing) {
  public UsersView {
    rows = List.copyOf(rows);
    marked = Set.copyOf(marked);
  }

  /// Where what is registered of a user is changed.
  public String change(UserRow row) {
    return changing + (changing.contains("?") ? "&" : "?") + "user=" + row.id();
  }
}
