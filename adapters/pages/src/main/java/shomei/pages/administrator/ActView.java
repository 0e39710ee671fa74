package shomei.pages.administrator;

import java.util.List;
import java.util.Optional;
import shomei.pages.form.Form;

/// A form of an administrator with what it is about.
///
/// @param act what is done: its texts begin so
/// @param action where the form goes to
/// @param users whom it is done to
/// @param list the list of users that the page was reached from ([ListQuery#query()])
/// @param back address of that list
/// @param ways to other acts on the one user
public record ActView(
    String act,
    Form form,
    String action,
    List<UserRow> users,
    String list,
    String back,
    List<Way> ways) {
  public ActView {
    users = List.copyOf(users);
    ways = List.copyOf(ways);
  }

  /// @param act its texts begin so
  public record Way(String act, String address) {}

  /// The one user whom it is about.
  public Optional<UserRow> user() {
    return users.stream().findFirst();
  }
}
