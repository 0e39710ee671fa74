package shomei.desktop.part;

import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import javax.swing.Box;
import javax.swing.JComponent;
import javax.swing.JPanel;

/// Labels with their fields below each other, in the order of the focus.
public final class Form {
  private static final int GAP = 6;

  private final JPanel panel = new JPanel(new GridBagLayout());
  private final Parts parts;
  private int row;

  public Form(Parts parts) {
    this.parts = parts;
  }

  /// @param key of the label's text
  public Form field(String key, JComponent field) {
    panel.add(parts.label(key, field), place(0, 1, 0));
    panel.add(field, place(1, 1, 1));
    row++;
    return this;
  }

  /// Over the whole width.
  public Form line(JComponent wide) {
    panel.add(wide, place(0, 2, 1));
    row++;
    return this;
  }

  public JPanel done() {
    GridBagConstraints rest = place(0, 2, 1);
    rest.weighty = 1;
    panel.add(Box.createGlue(), rest);
    return panel;
  }

  private GridBagConstraints place(int column, int width, double weight) {
    GridBagConstraints place = new GridBagConstraints();
    place.gridx = column;
    place.gridy = row;
    place.gridwidth = width;
    place.weightx = weight;
    place.fill = GridBagConstraints.HORIZONTAL;
    place.anchor = GridBagConstraints.BASELINE_LEADING;
    place.insets = new Insets(GAP, GAP, GAP, GAP);
    return place;
  }
}
