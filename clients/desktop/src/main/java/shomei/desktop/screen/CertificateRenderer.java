package shomei.desktop.screen;

import java.awt.Component;
import java.util.Locale;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JList;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.CertificateSummary.Renewable;
import shomei.enrollment.state.CertificateSummary.State;
import shomei.tool.talk.Texts;

/// A certificate as a line: whose, its state with a mark where something is to be done, its end.
final class CertificateRenderer extends DefaultListCellRenderer {
  private static final long serialVersionUID = 1L;

  private final transient Texts texts;

  CertificateRenderer(Texts texts) {
    this.texts = texts;
  }

  @Override
  public Component getListCellRendererComponent(
      JList<?> list, Object value, int index, boolean selected, boolean focused) {
    String words = value instanceof CertificateSummary one ? words(one) : "";
    return super.getListCellRendererComponent(list, words, index, selected, focused);
  }

  private String words(CertificateSummary one) {
    boolean warn = one.state() == State.EXPIRED || one.renewable() == Renewable.YES;
    String state =
        texts.say(
            "state."
                + switch (one.state()) {
                  case NOT_ACQUIRED -> "notAcquired";
                  case ISSUED -> "issued";
                  case EXPIRED -> "expired";
                });
    String renewable =
        texts.say("home.renewable." + one.renewable().name().toLowerCase(Locale.ROOT));
    return one.subject()
        .map(
            subject ->
                texts.say(
                    "home.line",
                    warn ? "⚠" : "✓",
                    one.subscriber(),
                    state,
                    subject.notAfter(),
                    renewable,
                    one.server().getHost()))
        .orElseGet(() -> texts.say("home.line.nothing", one.subscriber(), state));
  }
}
