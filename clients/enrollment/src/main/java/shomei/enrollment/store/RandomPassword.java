package shomei.enrollment.store;

import java.util.random.RandomGenerator;
import shomei.enrollment.Secret;

/// Passwords that no person has to remember: 26 letters and digits, 130 bits.
final class RandomPassword {
  private static final String SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 26;

  private RandomPassword() {}

  /// @param random unpredictable
  static Secret by(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    return Secret.of(text.toString());
  }
}
