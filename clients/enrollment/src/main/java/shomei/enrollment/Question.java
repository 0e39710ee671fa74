package shomei.enrollment;

import org.jspecify.annotations.Nullable;

/// What the engine may ask the person for.
public sealed interface Question {

  /// Why it is asked; a face tells the person what was wrong with the last answer.
  Because because();

  /// Why something is asked.
  enum Because {
    /// It was not asked before in this run, or nothing is known against the last answer.
    FIRST,
    /// The last answer was wrong. A wrong login PIN counted towards the lock.
    WRONG,
    /// The last answer cannot be one. It was not sent, and did not count.
    UNFIT,
    /// The server did not take the last answer as a new PIN.
    REFUSED
  }

  /// The subscriber's login PIN.
  record LoginPin(Because because) implements Question {}

  /// The one-time code of the letter by which the institution told the subscriber of the right to
  /// acquire. It is asked for where the server wants it. Upper and lower case, blanks and hyphens
  /// do not matter, and a wrong one counts towards nothing.
  record LetterCode(Because because) implements Question {}

  /// The PIN that takes the place of a temporary one. A face lets the person type it twice.
  ///
  /// @param detail the server's reason, where it refused the last one
  record NewPin(Because because, @Nullable String detail) implements Question {}

  /// The password that opens a certificate file, or a browser's database that has one (Firefox'
  /// primary password).
  ///
  /// @param file or database, as it is shown to the person
  record FilePassword(String file, Because because) implements Question {}

  /// A password for a certificate file to be: see [Secret#isFilePassword()]. A face lets the person
  /// type it twice.
  record NewFilePassword(Because because) implements Question {}

  /// The user PIN of a PKCS#11 token. A token locks itself after some wrong ones, so it is asked
  /// for once a run.
  record TokenPin(String label) implements Question {
    @Override
    public Because because() {
      return Because.FIRST;
    }
  }
}
