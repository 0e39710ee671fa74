package shomei.pages.own;

import java.util.List;

/// C9.
///
/// @param unread whether some are not read
/// @param action where all are said to be read
/// @param until when the newest was written: those are meant
public record NoticesView(List<Line> lines, boolean unread, String action, String until) {
  public NoticesView {
    lines = List.copyOf(lines);
  }

  /// @param about what it says more, one fact each
  public record Line(String time, String title, List<String> about, boolean unread) {
    public Line {
      about = List.copyOf(about);
    }
  }
}
