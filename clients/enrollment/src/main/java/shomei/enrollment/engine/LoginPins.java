package shomei.enrollment.engine;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Question;
import shomei.enrollment.Question.Because;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;

/// The login PIN of one run, the new one where it is temporary, and the code of the letter. What
/// cannot be a PIN is not given out: the server would count a try for it.
final class LoginPins {
  private static final int TRIES = 3;

  private final UserInterface person;
  private @Nullable Secret login;
  private @Nullable Secret next;
  private @Nullable Secret letterCode;
  private int loginAsked;
  private int nextAsked;

  LoginPins(UserInterface person) {
    this.person = person;
  }

  /// @throws EnrollmentException [Failure.Unanswered], [Failure.NotAPin]
  Secret login() {
    Secret known = login;
    if (known == null) {
      known =
          askLogin(Because.FIRST)
              .orElseThrow(
                  () ->
                      new EnrollmentException(
                          new Failure.Unanswered(new Question.LoginPin(Because.FIRST))));
      login = known;
    }
    return known;
  }

  /// The login PIN, where it was needed already.
  Optional<Secret> known() {
    return Optional.ofNullable(login);
  }

  /// The code of the letter, which the server wants as well.
  ///
  /// @throws EnrollmentException [Failure.Unanswered]
  Secret letterCode() {
    Secret known = letterCode;
    if (known == null) {
      Question question = new Question.LetterCode(Because.FIRST);
      known =
          person
              .ask(question)
              .orElseThrow(() -> new EnrollmentException(new Failure.Unanswered(question)));
      letterCode = known;
    }
    return known;
  }

  /// Whether the code of the letter was needed.
  boolean isWithLetter() {
    return letterCode != null;
  }

  /// Gets another login PIN in the place of a wrong one; where a code of the letter was needed,
  /// that first, since either may have been wrong.
  ///
  /// @return false where there is none
  boolean replaceWrong() {
    if (letterCode == null) {
      login = askLogin(Because.WRONG).orElse(null);
      return login != null;
    }
    if (loginAsked >= TRIES) {
      return false;
    }
    Optional<Secret> code = person.ask(new Question.LetterCode(Because.WRONG));
    if (code.isEmpty()) {
      return false;
    }
    letterCode = code.get();
    login = askLogin(Because.FIRST).orElse(null);
    return login != null;
  }

  /// The new PIN, once it is known that one is needed.
  Optional<Secret> next() {
    return Optional.ofNullable(next);
  }

  /// Gets a new PIN.
  ///
  /// @param refused the server's reason, where it refused the one that there was
  /// @return false where there is none
  boolean choose(Optional<String> refused) {
    Because first = refused.isPresent() ? Because.REFUSED : Because.FIRST;
    next =
        ask(
                first,
                TRIES - nextAsked,
                because -> {
                  nextAsked++;
                  return new Question.NewPin(
                      because, because == Because.REFUSED ? refused.orElse(null) : null);
                })
            .orElse(null);
    return next != null;
  }

  private Optional<Secret> askLogin(Because first) {
    return ask(
        first,
        TRIES - loginAsked,
        because -> {
          loginAsked++;
          return new Question.LoginPin(because);
        });
  }

  /// @return empty where there is no answer, or where it was asked for too often
  /// @throws EnrollmentException [Failure.NotAPin] where what was given is none
  private Optional<Secret> ask(Because first, int tries, Function<Because, Question> question) {
    Because because = first;
    Question asking = null;
    for (int i = 0; i < tries; i++) {
      asking = question.apply(because);
      Optional<Secret> answer = person.ask(asking);
      if (answer.isEmpty() || answer.get().isPin()) {
        if (answer.isPresent() || because != Because.UNFIT) {
          return answer;
        }
        break;
      }
      because = Because.UNFIT;
    }
    if (asking != null && because == Because.UNFIT) {
      throw new EnrollmentException(new Failure.NotAPin(asking));
    }
    return Optional.empty();
  }
}
