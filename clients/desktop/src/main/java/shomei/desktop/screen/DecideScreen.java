package shomei.desktop.screen;

import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import shomei.desktop.part.Form;
import shomei.desktop.part.Parts;
import shomei.enrollment.Decision;
import shomei.protocol.message.PairedAct;

/// A page wants something, or a link leads to a server that nobody knows. To refuse has the focus.
public final class DecideScreen implements Screen {
  private final JButton refuse;
  private final JComponent component;

  /// @param answer is told once
  public DecideScreen(Parts parts, Decision decision, Consumer<Boolean> answer) {
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
    refuse = parts.button("decide.refuse", () -> answer.accept(false));
    JButton run = parts.button("decide.run", () -> answer.accept(true));
    if (decision instanceof Decision.TrustHost) {
      Parts.label(run, parts.say("decide.trust.run"));
    }
    component =
        Parts.page(
            parts.title("decide.title", parts.say(key + ".title")),
            new Form(parts).line(Parts.prose("decide.text", words)).done(),
            Parts.buttons(refuse, run));
    Parts.onEscape(component, () -> answer.accept(false));
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
