package shomei.command;

import java.io.PrintWriter;
import java.util.Optional;
import shomei.domain.credential.LetterCode;

/// What tells an operator the one-time code that goes to a holder by letter. It is shown by the
/// command that opens the right, and never again.
final class LetterLine {
  private LetterLine() {}

  static void print(PrintWriter out, Optional<LetterCode> code) {
    code.ifPresent(made -> out.println("code for the letter, shown only now: " + made.text()));
  }
}
