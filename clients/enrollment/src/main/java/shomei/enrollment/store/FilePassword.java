package shomei.enrollment.store;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Question;
import shomei.enrollment.Question.Because;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;

/// The password of the PKCS#12 file, asked for once a run.
final class FilePassword {
  private static final int TRIES = 3;

  private final UserInterface person;
  private @Nullable Secret known;

  FilePassword(UserInterface person) {
    this.person = person;
  }

  /// The one for a file that is written.
  ///
  /// @throws EnrollmentException [Failure.UnfitPassword], [Failure.Unanswered]
  Secret forWriting() {
    Secret given = known;
    Because because = Because.FIRST;
    for (int i = 0; given == null && i < TRIES; i++) {
      Question question = new Question.NewFilePassword(because);
      Optional<Secret> answer = ask(question);
      if (answer.isEmpty()) {
        break;
      }
      given = answer.filter(Secret::isFilePassword).orElse(null);
      because = Because.UNFIT;
    }
    if (given == null) {
      throw new EnrollmentException(new Failure.UnfitPassword());
    }
    known = given;
    return given;
  }

  /// Opens something with the right one.
  ///
  /// @param open tries one; empty where it is wrong
  /// @return empty where none that was given is right
  /// @throws EnrollmentException [Failure.Unanswered]
  <T> Optional<T> opening(String what, Function<Secret, Optional<T>> open) {
    Secret before = known;
    if (before != null) {
      return open.apply(before);
    }
    Because because = Because.FIRST;
    for (int i = 0; i < TRIES; i++) {
      Optional<Secret> given = ask(new Question.FilePassword(what, because));
      Optional<T> opened = given.flatMap(open);
      if (given.isEmpty() || opened.isPresent()) {
        known = given.orElse(null);
        return opened;
      }
      because = Because.WRONG;
    }
    return Optional.empty();
  }

  /// @return empty where there is no further answer
  private Optional<Secret> ask(Question question) {
    Optional<Secret> answer = person.ask(question);
    if (answer.isEmpty() && question.because() == Because.FIRST) {
      throw new EnrollmentException(new Failure.Unanswered(question));
    }
    return answer;
  }
}
