package shomei.desktop.screen;

import java.awt.BorderLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;
import shomei.desktop.part.Parts;

/// What is being done, in dated lines, and the number to compare where there is one.
public final class ProgressScreen implements Screen {
  private static final float LARGE = 3;

  private final Parts parts;
  private final JTextArea log = Parts.log("progress.log");
  private final JProgressBar bar = new JProgressBar();
  private final JLabel number;
  private final JTextArea compare;
  private final JPanel numbers = new JPanel(new BorderLayout());
  private final JButton cancel;
  private final JComponent component;

  /// @param stop interrupts the run, which can be taken up
  public ProgressScreen(Parts parts, Runnable stop) {
    this.parts = parts;
    cancel = parts.button("progress.cancel", stop);
    number = Parts.large(new JLabel(), LARGE);
    number.setName("progress.number");
    compare = Parts.prose("progress.compare", parts.say("progress.compare"));
    numbers.add(number, BorderLayout.CENTER);
    numbers.add(compare, BorderLayout.SOUTH);
    numbers.setVisible(false);
    bar.setName("progress.bar");
    bar.setIndeterminate(true);
    bar.getAccessibleContext().setAccessibleName(parts.say("progress.title"));
    log.getAccessibleContext().setAccessibleName(parts.say("progress.log"));
    JPanel body = new JPanel(new BorderLayout(0, 8));
    body.add(numbers, BorderLayout.NORTH);
    body.add(Parts.scroll(log), BorderLayout.CENTER);
    body.add(bar, BorderLayout.SOUTH);
    component =
        Parts.page(
            parts.title("progress.title", parts.say("progress.title")),
            body,
            Parts.buttons(cancel));
  }

  @Override
  public String name() {
    return "progress";
  }

  @Override
  public JComponent component() {
    return component;
  }

  public void begin() {
    log.setText("");
    hideNumber();
  }

  public void line(String text) {
    log.append(log.getText().isEmpty() ? text : "\n" + text);
    log.setCaretPosition(log.getDocument().getLength());
  }

  /// All lines.
  public String text() {
    return log.getText();
  }

  public void compare(String digits) {
    number.setText(digits);
    number.getAccessibleContext().setAccessibleName(parts.say("progress.number", digits));
    numbers.setVisible(true);
  }

  public void hideNumber() {
    numbers.setVisible(false);
  }

  @Override
  public void shown() {
    cancel.requestFocusInWindow();
  }
}
