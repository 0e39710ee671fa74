package shomei.tool.store;

import java.util.Optional;
import java.util.function.Function;
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

  /// Opens something with the right one.
  ///
  /// @param open tries one; empty where it is wrong
  /// @return empty where none was right in three tries, or where the one in the file is not
  <T> Optional<T> opening(String what, Function<Secret, Optional<T>> open) {
    Secret before = known;
    if (before != null) {
      return open.apply(before);
    }
    Optional<Secret> given = secrets.fromFile(file);
    int tries = given.isPresent() ? 1 : TRIES;
    for (int i = 0; i < tries; i++) {
      Secret tried = given.orElseGet(() -> secrets.ask(OPTION, "ask.password", what));
      Optional<T> opened = open.apply(tried);
      if (opened.isPresent()) {
        known = tried;
        return opened;
      }
      log.say("say.wrongPassword", what);
    }
    return Optional.empty();
  }

  private static boolean fits(String text) {
    return text.length() >= LEAST && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
