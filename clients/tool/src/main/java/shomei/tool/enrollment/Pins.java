package shomei.tool.enrollment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Secret;
import shomei.tool.talk.Secrets;

/// The login PIN of one run, and the new one where it is temporary. The one that was asked for may
/// be asked for again; the one from a file is tried once, since every wrong try counts towards the
/// lock.
public final class Pins {
  private static final int TRIES = 3;

  private final Secrets secrets;
  private final Optional<String> file;
  private final Optional<String> newFile;
  private @Nullable Secret login;
  private @Nullable Secret next;
  private int wrong;

  /// @param file of the login PIN
  /// @param newFile of the PIN that takes the place of a temporary one
  public Pins(Secrets secrets, Optional<String> file, Optional<String> newFile) {
    this.secrets = secrets;
    this.file = file;
    this.newFile = newFile;
  }

  Secret login() {
    Secret known = login;
    if (known == null) {
      known = secrets.fromFile(file).orElseGet(() -> secrets.ask("--pin-file", "ask.pin"));
      login = known;
    }
    return known;
  }

  /// The login PIN, where it is known without asking: a renewal may not need it.
  Optional<Secret> loginAtHand() {
    return Optional.ofNullable(login).or(() -> secrets.fromFile(file));
  }

  /// The new PIN, once it is known that one is needed.
  Optional<Secret> next() {
    return Optional.ofNullable(next);
  }

  /// @return false where the wrong one must not be asked for again
  boolean forgetWrong() {
    login = null;
    return file.isEmpty() && secrets.canAsk() && ++wrong < TRIES;
  }

  /// Gets a new PIN.
  ///
  /// @param refused whether the server has refused the one there was
  /// @return false where there is none to get
  boolean choose(boolean refused) {
    if (newFile.isPresent()) {
      next = refused ? null : secrets.fromFile(newFile).orElse(null);
      return next != null;
    }
    if (!secrets.canAsk()) {
      return false;
    }
    next = secrets.askNew("--new-pin-file", "ask.newPin", text -> true, "say.pinRule");
    return true;
  }

  static ToolFailure needsNew() {
    return ToolFailure.of(ExitCode.PIN_CHANGE_REQUIRED, "fail.pinChangeRequired");
  }
}
