package shomei.desktop.screen;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import shomei.desktop.part.Form;
import shomei.desktop.part.Parts;
import shomei.desktop.setting.Places;
import shomei.enrollment.Decision;
import shomei.protocol.message.PairedAct;

/// A page wants something, or a link leads to a server that nobody knows. To refuse has the focus.
public final class DecideScreen implements Screen {
  private final JButton refuse;
  private final JComponent component;

  /// Where several places are, one of them is chosen.
  ///
  /// @param places where the certificate may go; none where nothing is to be chosen
  /// @param yes is told the place, once
  public DecideScreen(
      Parts parts,
      Decision decision,
      List<Places.Place> places,
      Consumer<Optional<Places.Place>> yes,
      Runnable no) {
    String key =
        switch (decision) {
          case Decision.RunForPage page ->
              page.act() == PairedAct.RENEW ? "decide.renew" : "decide.acquire";
          case Decision.TrustHost host -> "decide.trust";
        };
    String words =
        switch (decision) {
          case Decision.RunForPage page ->
              parts.say(
                  key, parts.texts().name(page.page()), page.page().host(), page.subscriber());
          case Decision.TrustHost host -> parts.say(key, host.host());
        };
    refuse = parts.button("decide.refuse", no);
    JComboBox<Places.Place> place = Parts.choice("decide.place", one -> one.words(parts.texts()));
    places.forEach(place::addItem);
    JButton run =
        parts.button(
            "decide.run",
            () -> yes.accept(Optional.ofNullable((Places.Place) place.getSelectedItem())));
    if (decision instanceof Decision.TrustHost) {
      Parts.label(run, parts.say("decide.trust.run"));
    }
    Form form = new Form(parts).line(Parts.prose("decide.text", words));
    if (!places.isEmpty()) {
      form.field("decide.place", place);
    }
    component =
        Parts.page(
            parts.title("decide.title", parts.say(key + ".title")),
            form.done(),
            Parts.buttons(refuse, run));
    Parts.onEscape(component, no);
  }

  @Override
  public String name() {
    return "decide";
  }

  @Override
  public JComponent component() {
    return component;
  }

  @Override
  public void shown() {
    refuse.requestFocusInWindow();
  }
}
