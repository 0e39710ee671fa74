package shomei.desktop.screen;

import javax.swing.JComponent;

/// What fills the window.
public interface Screen {

  /// By which it is shown and found.
  String name();

  JComponent component();

  /// It came to the front: its first field gets the focus.
  default void shown() {}
}
