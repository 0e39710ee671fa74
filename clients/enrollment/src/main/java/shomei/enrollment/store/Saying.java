package shomei.enrollment.store;

import java.util.List;
import java.util.Locale;
import shomei.enrollment.Failure.Obstacle;

/// What it means where a system's program says something.
///
/// @param words of it, in lower case
record Saying(String words, Obstacle means) {

  /// @param known the first that is in what was said counts
  static Obstacle meaning(List<Saying> known, String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(saying -> lower.contains(saying.words()))
        .map(Saying::means)
        .findFirst()
        .orElse(Obstacle.OTHER);
  }
}
