package shomei.pages.administrator;

import java.util.List;
import java.util.Optional;

/// What became of an act.
///
/// @param act what was done: its texts begin so
/// @param code of the right to acquire, where one was made just now
/// @param codeShown whether one was made, and is not shown again
/// @param back address of the list with the users marked
public record DoneView(
    String act, List<Line> users, Optional<String> code, boolean codeShown, String back) {
  public DoneView {
    users = List.copyOf(users);
  }

  /// @param became key of the text
  /// @param done whether it was done, or was so already
  public record Line(String userId, String became, boolean done) {}

  /// Whether everything is as it was asked for.
  public boolean all() {
    return users.stream().allMatch(Line::done);
  }
}
