package shomei.acceptance;

import java.util.Arrays;

/// The rank test of Mann and Whitney on two samples: whether values of one tend to be larger.
///
/// @param larger how often a value of the second is larger than one of the first, ties half; 0.5
///   where they cannot be told apart
/// @param p the probability of so much or more where there is no difference (two-sided, by the
///   normal approximation)
/// @param shift by how much the second is larger, after Hodges and Lehmann
/// @param from the least shift that 99 % confidence leaves, in the values' unit
/// @param to the largest
record MannWhitney(double larger, double p, double shift, double from, double to) {
  private static final double OF_99_PERCENT = 2.576;

  static MannWhitney of(double[] first, double[] second) {
    double[] differences = new double[first.length * second.length];
    int at = 0;
    double wins = 0;
    for (double one : first) {
      for (double other : second) {
        differences[at++] = other - one;
        wins += other > one ? 1 : other < one ? 0 : 0.5;
      }
    }
    Arrays.sort(differences);
    int pairs = differences.length;
    double deviation = Math.sqrt(pairs * (first.length + second.length + 1) / 12.0);
    int beyond = (int) Math.max(0, pairs / 2.0 - OF_99_PERCENT * deviation);
    return new MannWhitney(
        wins / pairs,
        Math.min(1, complementaryError(Math.abs(wins - pairs / 2.0) / deviation / Math.sqrt(2))),
        differences[pairs / 2],
        differences[beyond],
        differences[pairs - 1 - beyond]);
  }

  /// To within 1.5e-7 (Abramowitz and Stegun, 7.1.26).
  private static double complementaryError(double x) {
    double t = 1 / (1 + 0.3275911 * x);
    double sum =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return sum * Math.exp(-x * x);
  }
}
