package shomei.desktop.screen;

import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import javax.swing.JComponent;
import javax.swing.JTextArea;
import shomei.desktop.part.Parts;

/// What the program sees, to be copied into a mail to the help desk. No secret is in it.
public final class DiagnosisScreen implements Screen {
  private final JTextArea text = Parts.log("diagnosis.report");
  private final Acts acts;
  private final JComponent component;

  /// What can be wanted here.
  public interface Acts {
    /// Looks anew; [DiagnosisScreen#report(String)] is told.
    void look();

    void home();
  }

  public DiagnosisScreen(Parts parts, Acts acts) {
    this.acts = acts;
    text.getAccessibleContext().setAccessibleName(parts.say("diagnosis.title"));
    component =
        Parts.page(
            parts.title("diagnosis.title", parts.say("diagnosis.title")),
            Parts.scroll(text),
            Parts.buttons(
                parts.button("diagnosis.back", acts::home),
                parts.button("diagnosis.look", acts::look),
                parts.button("diagnosis.copy", this::copy)));
    Parts.onEscape(component, acts::home);
  }

  @Override
  public String name() {
    return "diagnosis";
  }

  @Override
  public JComponent component() {
    return component;
  }

  @Override
  public void shown() {
    acts.look();
    text.requestFocusInWindow();
  }

  public void report(String words) {
    text.setText(words);
    text.setCaretPosition(0);
  }

  private void copy() {
    Toolkit.getDefaultToolkit()
        .getSystemClipboard()
        .setContents(new StringSelection(text.getText()), null);
  }
}
