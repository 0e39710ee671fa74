package shomei.desktop.screen;

import java.util.List;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import shomei.desktop.part.Form;
import shomei.desktop.part.Parts;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.pairing.KnownServer;
import shomei.enrollment.pairing.PairingCode;
import shomei.enrollment.pairing.PairingLink;
import shomei.tool.outcome.Explanation;
import shomei.tool.outcome.Explanations;

/// The code that a page shows is typed here, or its link pasted.
public final class CodeScreen implements Screen {
  private final Parts parts;
  private final Acts acts;
  private final JComboBox<KnownServer> bank;
  private final JTextField code = Parts.field("code.code", 14);
  private final JTextArea fault = Parts.fault("code.fault");
  private final JComponent component;

  /// What follows.
  public interface Acts {
    void meet(KnownServer bank, PairingCode code);

    void open(PairingLink link);

    void home();
  }

  public CodeScreen(Parts parts, List<KnownServer> banks, Acts acts) {
    this.parts = parts;
    this.acts = acts;
    bank = Parts.choice("code.bank", one -> parts.texts().name(one.name()));
    banks.forEach(bank::addItem);
    code.addActionListener(entered -> begin());
    Form form = new Form(parts).line(Parts.prose("code.text", parts.say("code.text")));
    if (banks.size() > 1) {
      form.field("code.bank", bank);
    }
    form.field("code.code", code).line(fault);
    component =
        Parts.page(
            parts.title("code.title", parts.say("code.title")),
            form.done(),
            Parts.buttons(
                parts.button("code.back", acts::home), parts.button("code.begin", this::begin)));
    Parts.onEscape(component, acts::home);
  }

  @Override
  public String name() {
    return "code";
  }

  @Override
  public JComponent component() {
    return component;
  }

  @Override
  public void shown() {
    code.setText("");
    Parts.tell(fault, "");
    code.requestFocusInWindow();
  }

  private void begin() {
    String typed = code.getText().strip();
    try {
      if (PairingLink.isMeant(typed)) {
        acts.open(PairingLink.parse(typed));
      } else {
        PairingCode read = PairingCode.typed(typed);
        if (bank.getSelectedItem() instanceof KnownServer known) {
          acts.meet(known, read);
        } else {
          Parts.tell(fault, parts.say("code.fault.noBank"));
        }
      }
    } catch (EnrollmentException wrong) {
      Explanation why = Explanations.of(wrong.failure(), true);
      Parts.tell(fault, parts.say(why.text(), why.arguments().toArray()));
      code.requestFocusInWindow();
    }
  }
}
