package shomei.desktop;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JProgressBar;
import javax.swing.JScrollBar;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/// What is wrong with the parts that are shown, for those who hear them and for those who see them.
final class Judge {

  private Judge() {}

  /// @param shown all parts
  static List<String> faults(List<Component> shown) {
    List<String> faults = new ArrayList<>();
    Map<Integer, JComponent> letters = new HashMap<>();
    for (Component part : shown) {
      if (part instanceof JComponent one && isPart(one)) {
        if (says(one) && isBlank(one.getAccessibleContext().getAccessibleName())) {
          faults.add(called(one) + " has no accessible name");
        }
        if (one.isFocusable() && !(one instanceof JLabel) && one.getName() == null) {
          faults.add(called(one) + " has no name");
        }
        int letter = one.isEnabled() ? letter(one) : 0;
        JComponent other = letter == 0 ? null : letters.put(letter, one);
        if (other != null) {
          faults.add(called(one) + " has the letter " + (char) letter + " of " + called(other));
        }
        if (isCut(one)) {
          faults.add(called(one) + " is cut off");
        }
      }
    }
    return faults;
  }

  /// Not what a larger part is made of.
  private static boolean isPart(JComponent part) {
    boolean known =
        part instanceof AbstractButton
            || part instanceof JTextComponent
            || part instanceof JComboBox<?>
            || part instanceof JList<?>
            || part instanceof JProgressBar
            || part instanceof JLabel;
    return known
        && part.getWidth() > 0
        && SwingUtilities.getAncestorOfClass(JComboBox.class, part) == null
        && SwingUtilities.getAncestorOfClass(JScrollBar.class, part) == null;
  }

  /// An empty text that takes no focus waits for something to say.
  private static boolean says(JComponent part) {
    return part.isFocusable() || !(part instanceof JTextComponent text && text.getText().isBlank());
  }

  private static boolean isBlank(String name) {
    return name == null || name.isBlank();
  }

  /// That it is reached by with Alt; 0: none.
  private static int letter(JComponent part) {
    return switch (part) {
      case AbstractButton button -> button.getMnemonic();
      case JLabel label -> label.getDisplayedMnemonic();
      default -> 0;
    };
  }

  /// What scrolls is reached by scrolling.
  private static boolean isCut(JComponent part) {
    if (SwingUtilities.getAncestorOfClass(JViewport.class, part) != null) {
      return false;
    }
    Rectangle seen = part.getVisibleRect();
    Dimension wanted = part.getPreferredSize();
    boolean shortened =
        (part instanceof AbstractButton || part instanceof JLabel)
            && wanted.width > part.getWidth() + 1;
    return seen.width < part.getWidth() || seen.height < part.getHeight() || shortened;
  }

  private static String called(JComponent part) {
    return part.getClass().getSimpleName() + " " + part.getName();
  }
}
