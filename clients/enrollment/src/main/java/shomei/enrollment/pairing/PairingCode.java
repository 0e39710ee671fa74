package shomei.enrollment.pairing;

import java.text.Normalizer;
import java.util.Locale;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.CodeFault;

/// The code that a page shows: 8 of the letters A–Z without I and O, and the digits 2–9. It gives
/// no right; a wrong one is refused by the server.
///
/// @param text without blanks, in capitals
public record PairingCode(String text) {
  private static final int LENGTH = 8;

  /// Reads a code as a person types it: blanks and hyphens of any kind, small letters and letters
  /// in full width are fine. What looks like another sign is not guessed at.
  ///
  /// @throws EnrollmentException [Failure.BadCode]
  public static PairingCode typed(String typed) {
    String plain =
        Normalizer.normalize(typed, Normalizer.Form.NFKC)
            .replaceAll("[\\p{javaWhitespace}\\p{Pd}\u30FC\u2212]", "")
            .toUpperCase(Locale.ROOT);
    require(plain.chars().allMatch(PairingCode::isLetterOrDigit), CodeFault.SIGN);
    require(plain.chars().noneMatch(c -> "IO01".indexOf(c) >= 0), CodeFault.LOOKALIKE);
    require(plain.length() == LENGTH, CodeFault.LENGTH);
    return new PairingCode(plain);
  }

  private static boolean isLetterOrDigit(int sign) {
    return sign >= 'A' && sign <= 'Z' || sign >= '0' && sign <= '9';
  }

  private static void require(boolean right, CodeFault fault) {
    if (!right) {
      throw new EnrollmentException(new Failure.BadCode(fault));
    }
  }
}
