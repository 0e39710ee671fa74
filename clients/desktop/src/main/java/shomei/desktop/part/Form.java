package shomei.desktop.part;

import java.awt.Dimension;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import javax.swing.Scrollable;

/// Labels with their fields below each other, in the order of the focus. What does not fit scrolls,
/// and comes into sight with the focus.
public final class Form {
  private static final int GAP = 6;

  private final Page panel = new Page();
  private final Parts parts;
  private int row;

  public Form(Parts parts) {
    this.parts = parts;
  }

  /// @param key of the label's text
  public Form field(String key, JComponent field) {
    panel.add(parts.label(key, field), place(0, 1, 0));
    panel.add(field, place(1, 1, 1));
    field.addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusGained(FocusEvent gained) {
            field.scrollRectToVisible(new Rectangle(field.getSize()));
          }
        });
    row++;
    return this;
  }

  /// Over the whole width.
  public Form line(JComponent wide) {
    panel.add(wide, place(0, 2, 1));
    row++;
    return this;
  }

  public JComponent done() {
    GridBagConstraints rest = place(0, 2, 1);
    rest.weighty = 1;
    panel.add(Box.createGlue(), rest);
    JScrollPane scroll =
        new JScrollPane(
            panel,
            ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
            ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    return scroll;
  }

  /// As wide as what is seen of it, so that texts are broken into lines there.
  private static final class Page extends JPanel implements Scrollable {
    private static final long serialVersionUID = 1L;

    Page() {
      super(new GridBagLayout());
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
      return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle seen, int orientation, int direction) {
      return getFontMetrics(getFont()).getHeight();
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle seen, int orientation, int direction) {
      return seen.height;
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
      return true;
    }

    /// Where there is room, the rest is below.
    @Override
    public boolean getScrollableTracksViewportHeight() {
      return getParent().getHeight() >= getPreferredSize().height;
    }
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
