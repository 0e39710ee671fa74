package shomei.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import shomei.load.report.Result;

/// One of those that take turns, and what was measured of it so far.
///
/// @param looks whether it looks at the names
record Contender(String name, boolean looks, Round round, List<Result> results) {
  /// Plays one round of the comparison.
  @FunctionalInterface
  interface Round {
    /// @param name of this round in files
    Result play(String name) throws IOException, InterruptedException;
  }

  Contender(String name, boolean looks, Round round) {
    this(name, looks, round, new ArrayList<>());
  }

  Result play(int number) throws IOException, InterruptedException {
    Result result = round.play(name.replaceAll("\\W+", "-") + "-" + number);
    results.add(result);
    return result;
  }

  Result median() {
    return Figures.median(results);
  }
}
