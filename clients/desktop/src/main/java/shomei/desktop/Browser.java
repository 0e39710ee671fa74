package shomei.desktop;

import java.awt.Desktop;
import java.io.IOException;
import java.net.URI;

/// The system's browser.
final class Browser {

  private Browser() {}

  /// @param pages https
  /// @return whether there is one
  static boolean open(URI pages) {
    if (!"https".equals(pages.getScheme())) {
      return false;
    }
    try {
      if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
        Desktop.getDesktop().browse(pages);
      } else {
        Process started = new ProcessBuilder("xdg-open", pages.toString()).start();
        started.getOutputStream().close();
      }
      return true;
    } catch (IOException none) {
      return false;
    }
  }
}
