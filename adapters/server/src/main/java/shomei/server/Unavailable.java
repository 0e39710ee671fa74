package shomei.server;

import java.util.function.Supplier;

/// Thrown where a part that lies outside of this process cannot be used: the database, the token, a
/// port.
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unavailable(String message) {
    super(message);
  }

  Unavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /// Opens a part.
  ///
  /// @param part how the message calls it
  static <T> T unless(String part, Supplier<T> opening) {
    try {
      return opening.get();
    } catch (RuntimeException e) {
      throw new Unavailable(part + " cannot be opened: " + innermost(e), e);
    }
  }

  /// Does something with a part that only works where the part can be used.
  static void unless(String part, Runnable using) {
    unless(
        part,
        () -> {
          using.run();
          return part;
        });
  }

  /// What the first cause says.
  static String innermost(Throwable fault) {
    Throwable at = fault;
    for (Throwable cause = at.getCause(); cause != null; cause = cause.getCause()) {
      at = cause;
    }
    return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
  }
}
