package shomei.desktop.screen;

import java.awt.Color;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.print.PrinterException;
import java.net.URI;
import java.text.MessageFormat;
import java.util.Optional;
import javax.print.DocFlavor;
import javax.print.PrintServiceLookup;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTextArea;
import shomei.desktop.part.Form;
import shomei.desktop.part.Parts;
import shomei.enrollment.state.CertificateSummary;
import shomei.tool.StoreWords;

/// How a run ended: the certificate, or why there is none and what to do.
public final class ResultScreen implements Screen {
  private final Parts parts;
  private final JTextArea details = Parts.log("result.details");
  private final JTextArea fault = Parts.fault("result.fault");
  private final JLabel title;
  private final JButton first;
  private final JComponent component;

  /// What may follow.
  public interface Acts {
    void home();

    /// Opens the bank's pages.
    void logIn(URI pages);

    /// Tries the same again.
    void again();
  }

  /// @param warning of what is wrong beside it; empty where nothing is
  /// @param pages where to log in; empty where that is not known
  public static ResultScreen of(
      Parts parts,
      CertificateSummary certificate,
      boolean renewed,
      String warning,
      Optional<URI> pages,
      Acts acts) {
    ResultScreen screen =
        new ResultScreen(parts, renewed ? "result.renewed" : "result.acquired", pages, acts, false);
    Parts.tell(screen.fault, warning);
    screen.details.setText(rows(parts, certificate));
    return screen;
  }

  /// @param words what happened and what to do
  public static ResultScreen failed(Parts parts, String words, String log, Acts acts) {
    ResultScreen screen = new ResultScreen(parts, "result.failed", Optional.empty(), acts, true);
    Parts.tell(screen.fault, words);
    screen.details.setText(log);
    return screen;
  }

  private ResultScreen(Parts parts, String key, Optional<URI> pages, Acts acts, boolean failed) {
    this.parts = parts;
    details.getAccessibleContext().setAccessibleName(parts.say("result.details"));
    JButton home = parts.button("result.home", acts::home);
    JButton again = parts.button("result.again", acts::again);
    JButton print = parts.button("result.print", this::print);
    JButton logIn = parts.button("result.logIn", () -> pages.ifPresent(acts::logIn));
    again.setVisible(failed);
    print.setVisible(!failed);
    logIn.setVisible(pages.isPresent());
    first = failed ? again : pages.isPresent() ? logIn : home;
    Form form = new Form(parts);
    form.line(fault).line(Parts.scroll(details));
    title = parts.title("result.title", parts.say(key));
    component =
        Parts.page(
            title,
            form.done(),
            Parts.buttons(home, parts.button("result.copy", this::copy), print, again, logIn));
    Parts.onEscape(component, acts::home);
  }

  private static String rows(Parts parts, CertificateSummary one) {
    var subject = one.subject().orElseThrow();
    var store = one.profile().settings().store();
    return String.join(
        "\n",
        row(parts, "row.organization", String.valueOf(subject.organization())),
        row(parts, "row.organizationalUnit", String.valueOf(subject.organizationalUnit())),
        row(parts, "row.commonName", String.valueOf(subject.commonName())),
        row(parts, "row.serialNumber", subject.serialNumber()),
        row(parts, "row.validUntil", parts.texts().moment(subject.notAfter())),
        row(parts, "row.store", StoreWords.of(store, parts.texts())));
  }

  private static String row(Parts parts, String key, String value) {
    return parts.say(key) + " = " + value;
  }

  @Override
  public String name() {
    return "result";
  }

  @Override
  public JComponent component() {
    return component;
  }

  @Override
  public void shown() {
    first.requestFocusInWindow();
  }

  private void copy() {
    Toolkit.getDefaultToolkit()
        .getSystemClipboard()
        .setContents(new StringSelection(fault.getText() + details.getText()), null);
  }

  /// Black on white, whatever the window looks like. The platform's words for no printer are
  /// English alone.
  private void print() {
    if (PrintServiceLookup.lookupPrintServices(DocFlavor.SERVICE_FORMATTED.PAGEABLE, null).length
        == 0) {
      Parts.tell(fault, parts.say("result.noPrinter"));
      return;
    }
    JTextArea paper = new JTextArea(details.getText());
    paper.setFont(details.getFont());
    paper.setLineWrap(true);
    paper.setForeground(Color.BLACK);
    paper.setBackground(Color.WHITE);
    MessageFormat title = new MessageFormat(this.title.getText().replace("'", "''"));
    try {
      boolean sent = paper.print(title, null, true, null, null, true);
      fault.setText(sent ? parts.say("result.printed") : "");
    } catch (PrinterException noPrinter) {
      Parts.tell(fault, parts.say("result.noPrinter"));
    }
  }
}
