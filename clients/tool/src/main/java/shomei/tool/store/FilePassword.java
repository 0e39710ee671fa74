package shomei.tool.store;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Log;
import shomei.tool.talk.Secret;
import shomei.tool.talk.Secrets;

/// The password of the PKCS#12 file, asked for once a run.
public final class FilePassword {
  private static final String OPTION = "--password-file";
  private static final int TRIES = 3;
  private static final int LEAST = 8;

  private final Secrets secrets;
  private final Log log;
  private final Optional<String> file;
  private @Nullable Secret known;

  public FilePassword(Secrets secrets, Log log, Optional<String> file) {
    this.secrets = secrets;
    this.log = log;
    this.file = file;
  }

  /// One to be, which everything that reads PKCS#12 can take: programs differ about other letters
  /// than those of ASCII.
  ///
  /// @throws ToolFailure `USAGE` where the one in the file is not like that
  Secret fresh() {
    Secret given = known;
    if (given == null) {
      given =
          secrets
              .fromFile(file)
              .orElseGet(
                  () ->
                      secrets.askNew(
                          OPTION, "ask.newPassword", FilePassword::fits, "say.passwordRule"));
    }
    if (!fits(given.text())) {
      throw ToolFailure.of(ExitCode.USAGE, "say.passwordRule");
    }
    known = given;
    return given;
  }

  /// The one that opens something.
  ///
  /// @param opens whether it does
  /// @return empty where none did in three tries, or where the one in the file does not
  Optional<Secret> existing(String what, Predicate<Secret> opens) {
    Secret before = known;
    if (before != null) {
      return Optional.of(before).filter(opens);
    }
    Optional<Secret> given = secrets.fromFile(file);
    if (given.isPresent()) {
      given = given.filter(opens);
    } else {
      for (int i = 0; i < TRIES && given.isEmpty(); i++) {
        given = Optional.of(secrets.ask(OPTION, "ask.password", what)).filter(opens);
        if (given.isEmpty()) {
          log.say("say.wrongPassword", what);
        }
      }
    }
    given.ifPresent(right -> known = right);
    return given;
  }

  private static boolean fits(String text) {
    return text.length() >= LEAST && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
