package shomei.desktop.part;

import java.awt.BorderLayout;
import java.awt.GridLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.JToggleButton;
import javax.swing.text.JTextComponent;

/// Letters and digits to click, in another order each time. Closed at first, and never the only
/// way: the field takes what is typed and pasted.
public final class SoftKeyboard {
  private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int COLUMNS = 12;
  private static final int GAP = 2;

  private final JPanel panel = new JPanel(new BorderLayout(GAP, GAP));
  private final JPanel keys = new JPanel(new GridLayout(0, COLUMNS, GAP, GAP));
  private final JPanel board = new JPanel(new BorderLayout(GAP, GAP));
  private final JTextComponent field;
  private final RandomGenerator random;
  private boolean small;

  public SoftKeyboard(Parts parts, JTextComponent field, RandomGenerator random) {
    this.field = field;
    this.random = random;
    panel.setName("keyboard");
    JToggleButton open = new JToggleButton();
    open.setName("keyboard.open");
    Parts.label(open, parts.say("keyboard.open"));
    open.addActionListener(pressed -> open(open.isSelected()));
    board.getAccessibleContext().setAccessibleName(parts.say("keyboard.name"));
    board.add(keys, BorderLayout.CENTER);
    board.add(
        Parts.buttons(
            parts.button("keyboard.shift", this::shift),
            parts.button("keyboard.delete", this::delete),
            parts.button("keyboard.shuffle", this::shuffle)),
        BorderLayout.SOUTH);
    board.setVisible(false);
    panel.add(Parts.buttons(open), BorderLayout.NORTH);
    panel.add(board, BorderLayout.CENTER);
  }

  public JPanel component() {
    return panel;
  }

  private void open(boolean wanted) {
    if (wanted) {
      shuffle();
    }
    board.setVisible(wanted);
    panel.revalidate();
  }

  private void shift() {
    small = !small;
    for (var key : keys.getComponents()) {
      if (key instanceof JButton button) {
        String sign = button.getText();
        button.setText(
            small
                ? sign.toLowerCase(java.util.Locale.ROOT)
                : sign.toUpperCase(java.util.Locale.ROOT));
        button.getAccessibleContext().setAccessibleName(button.getText());
      }
    }
  }

  private void delete() {
    String text = field.getText();
    field.setText(text.isEmpty() ? "" : text.substring(0, text.length() - 1));
  }

  private void shuffle() {
    List<String> signs = new ArrayList<>(List.of(SIGNS.split("")));
    Collections.shuffle(signs, Random.from(random));
    keys.removeAll();
    for (String sign : signs) {
      JButton key = new JButton(small ? sign.toLowerCase(java.util.Locale.ROOT) : sign);
      key.setName("keyboard.key." + sign);
      key.setFocusable(true);
      key.addActionListener(pressed -> field.setText(field.getText() + key.getText()));
      keys.add(key);
    }
    keys.revalidate();
  }
}
