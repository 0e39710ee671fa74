package shomei.desktop.screen;

import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JPasswordField;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import shomei.desktop.part.Form;
import shomei.desktop.part.Parts;
import shomei.sdk.HttpProxy;

/// The proxy's login, with the word that it is not the subscriber's.
public final class ProxyScreen implements Screen {
  private static final int COLUMNS = 20;

  private final Parts parts;
  private final JTextField user = Parts.field("proxy.user", COLUMNS);
  private final JPasswordField password = new JPasswordField(COLUMNS);
  private final JTextArea fault = Parts.fault("proxy.fault");
  private final Consumer<Optional<HttpProxy.Login>> answer;
  private final JComponent component;

  /// @param again whether the proxy refused the last one
  public ProxyScreen(
      Parts parts, HttpProxy proxy, boolean again, Consumer<Optional<HttpProxy.Login>> answer) {
    this.parts = parts;
    this.answer = answer;
    password.setName("proxy.password");
    user.addActionListener(entered -> password.requestFocusInWindow());
    password.addActionListener(entered -> send());
    component =
        Parts.page(
            parts.title("proxy.title", parts.say("proxy.title")),
            new Form(parts)
                .line(
                    Parts.prose(
                        "proxy.text", parts.say("say.proxy", proxy.host() + ":" + proxy.port())))
                .field("proxy.user", user)
                .field("proxy.password", password)
                .line(fault)
                .done(),
            Parts.buttons(
                parts.button("proxy.cancel", () -> answer.accept(Optional.empty())),
                parts.button("proxy.ok", this::send)));
    Parts.onEscape(component, () -> answer.accept(Optional.empty()));
    if (again) {
      Parts.tell(fault, parts.say("proxy.fault.again"));
    }
  }

  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public JComponent component() {
    return component;
  }

  @Override
  public void shown() {
    user.requestFocusInWindow();
  }

  private void send() {
    if (user.getText().isBlank()) {
      Parts.tell(fault, parts.say("question.fault.empty"));
      user.requestFocusInWindow();
      return;
    }
    answer.accept(
        Optional.of(
            new HttpProxy.Login(user.getText().strip(), new String(password.getPassword()))));
  }
}
