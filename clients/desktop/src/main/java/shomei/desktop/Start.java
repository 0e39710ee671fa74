package shomei.desktop;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.pairing.PairingLink;
import shomei.tool.Shomei;

/// The program: the window where nothing is said or a link is opened, else the command line. What
/// is the command line's loads nothing of the window.
public final class Start {
  private static final String WINDOW = "window";

  private Start() {}

  /// How the window is wanted.
  ///
  /// @param state absent: the user's usual one
  /// @param language absent: as set, else the system's
  /// @param link absent: none was opened
  record Wanted(@Nullable Path state, @Nullable String language, @Nullable String link) {

    /// A link is the only argument, so nothing that stands in it is ever an option.
    static Optional<Wanted> of(String[] args) {
      if (args.length == 0) {
        return Optional.of(new Wanted(null, null, null));
      }
      if (args.length == 1 && PairingLink.isMeant(args[0])) {
        return Optional.of(new Wanted(null, null, args[0]));
      }
      return args[0].equals(WINDOW) ? options(args) : Optional.empty();
    }

    private static Optional<Wanted> options(String[] args) {
      Path state = null;
      String language = null;
      String link = null;
      for (int i = 1; i < args.length; i++) {
        if (args[i].equals("--state") && i + 1 < args.length) {
          state = Path.of(args[++i]).toAbsolutePath();
        } else if (args[i].equals("--lang") && i + 1 < args.length) {
          language = args[++i];
        } else if (PairingLink.isMeant(args[i]) && i == args.length - 1) {
          link = args[i];
        } else {
          return Optional.empty();
        }
      }
      return Optional.of(new Wanted(state, language, link));
    }
  }

  public static void main(String[] args) {
    Optional<Wanted> window = Wanted.of(args);
    if (window.isEmpty()) {
      Shomei.main(args);
    } else if (!hasDisplay()) {
      String link = window.get().link();
      Shomei.main(link == null ? new String[0] : new String[] {"link", link});
    } else {
      System.exit(Window.open(window.get()));
    }
  }

  /// One that is named and does not answer is none: it was another session's, or may not be used.
  private static boolean hasDisplay() {
    try {
      return !GraphicsEnvironment.isHeadless() && Toolkit.getDefaultToolkit() != null;
    } catch (AWTError | LinkageError none) {
      return false;
    }
  }
}
