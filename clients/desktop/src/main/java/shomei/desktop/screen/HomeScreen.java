package shomei.desktop.screen;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.ListSelectionModel;
import org.jspecify.annotations.Nullable;
import shomei.desktop.part.Form;
import shomei.desktop.part.Parts;
import shomei.enrollment.pairing.UnfinishedPage;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.CertificateSummary.Renewable;
import shomei.enrollment.state.CertificateSummary.State;
import shomei.enrollment.state.Profile;

/// Where everything begins: the certificates of this PC, and what can be done.
public final class HomeScreen implements Screen {
  private final Parts parts;
  private final DefaultListModel<CertificateSummary> model = new DefaultListModel<>();
  private final JList<CertificateSummary> list = new JList<>(model);
  private final JButton issue;
  private final JButton renew;
  private final JButton takeUp;
  private final JLabel left = new JLabel();
  private final JComponent component;

  /// What can be begun here.
  public interface Acts {
    void issue();

    void renew(Profile profile);

    void code();

    void takeUp();
  }

  public HomeScreen(Parts parts, Acts acts) {
    this.parts = parts;
    issue = parts.button("home.issue", acts::issue);
    renew =
        parts.button(
            "home.renew",
            () ->
                Optional.ofNullable(list.getSelectedValue())
                    .ifPresent(one -> acts.renew(one.profile())));
    takeUp = parts.button("home.takeUp", acts::takeUp);
    left.setName("home.left");
    left.setVisible(false);
    takeUp.setVisible(false);
    list.setName("home.list");
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setVisibleRowCount(5);
    list.setCellRenderer(new CertificateRenderer(parts.texts()));
    list.addListSelectionListener(
        changed -> renew.setEnabled(isRenewable(list.getSelectedValue())));
    renew.setEnabled(false);
    component =
        Parts.page(
            parts.title("home.title", parts.say("home.title")),
            new Form(parts)
                .line(Parts.prose("home.text", parts.say("home.text")))
                .line(left)
                .line(parts.label("home.certificates", list))
                .line(Parts.scroll(list))
                .done(),
            Parts.buttons(takeUp, parts.button("home.code", acts::code), renew, issue));
  }

  private static boolean isRenewable(@Nullable CertificateSummary chosen) {
    return chosen != null && chosen.subject().isPresent();
  }

  @Override
  public String name() {
    return "home";
  }

  @Override
  public JComponent component() {
    return component;
  }

  /// What is only told anew changes in its place, such as by advice that comes late: the choice
  /// stays, and so does a button that is just being pressed.
  public void show(
      List<CertificateSummary> certificates, Optional<UnfinishedPage.Left> unfinished) {
    if (profiles(certificates).equals(profiles(Collections.list(model.elements())))) {
      for (int i = 0; i < certificates.size(); i++) {
        model.set(i, certificates.get(i));
      }
      renew.setEnabled(isRenewable(list.getSelectedValue()));
    } else {
      fill(certificates);
    }
    left.setVisible(unfinished.isPresent());
    takeUp.setVisible(unfinished.isPresent());
    unfinished.ifPresent(
        one ->
            left.setText(parts.say("home.left", parts.texts().name(one.page()), one.subscriber())));
  }

  private static List<String> profiles(List<CertificateSummary> certificates) {
    return certificates.stream().map(one -> one.profile().name()).toList();
  }

  /// The first that can be used is chosen.
  private void fill(List<CertificateSummary> certificates) {
    model.clear();
    model.addAll(certificates);
    certificates.stream()
        .filter(one -> one.renewable() == Renewable.YES || one.state() == State.ISSUED)
        .findFirst()
        .or(() -> certificates.stream().findFirst())
        .ifPresent(one -> list.setSelectedValue(one, true));
  }

  @Override
  public void shown() {
    (model.isEmpty() ? issue : list).requestFocusInWindow();
  }
}
