package shomei.desktop.screen;

import java.util.List;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import shomei.desktop.part.Form;
import shomei.desktop.part.Parts;
import shomei.desktop.setting.Places;
import shomei.desktop.setting.Settings;
import shomei.desktop.setting.Settings.Look;
import shomei.desktop.setting.Settings.Size;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.connection.ProxyAddress;

/// Language, place of new certificates, proxy, size and light or dark.
public final class SettingsScreen implements Screen {
  private static final String SYSTEM = "system";

  private final Parts parts;
  private final Settings before;
  private final Acts acts;
  private final JComboBox<String> language;
  private final JComboBox<Places.Place> place;
  private final JTextField file = Parts.field("settings.file", 30);
  private final JTextField module = Parts.field("settings.module", 30);
  private final JTextField token = Parts.field("settings.token", 20);
  private final JTextField proxy = Parts.field("settings.proxy", 30);
  private final JComboBox<Size> size;
  private final JComboBox<Look> look;
  private final JTextArea fault = Parts.fault("settings.fault");
  private final JComponent component;

  /// What follows.
  public interface Acts {
    void change(Settings settings);

    void home();
  }

  /// @param places the usual one first
  public SettingsScreen(Parts parts, Settings settings, List<Places.Place> places, Acts acts) {
    this.parts = parts;
    this.before = settings;
    this.acts = acts;
    language = Parts.choice("settings.language", one -> parts.say("settings.language." + one));
    List.of(SYSTEM, "ja", "en").forEach(language::addItem);
    size =
        Parts.choice(
            "settings.size",
            one -> parts.say("settings.size." + one.name().toLowerCase(java.util.Locale.ROOT)));
    List.of(Size.values()).forEach(size::addItem);
    look =
        Parts.choice(
            "settings.look",
            one -> parts.say("settings.look." + one.name().toLowerCase(java.util.Locale.ROOT)));
    List.of(Look.values()).forEach(look::addItem);
    language.setSelectedItem(Optional.ofNullable(settings.language()).orElse(SYSTEM));
    place = Parts.choice("settings.place", one -> one.words(parts.texts()));
    places.stream().filter(one -> one.location().isPresent()).forEach(place::addItem);
    file.setText(settings.store() instanceof StoreLocation.File(String own) ? own : "");
    if (settings.store() instanceof StoreLocation.Token(String library, String label)) {
      module.setText(library);
      token.setText(label);
    }
    proxy.setText(Optional.ofNullable(settings.proxy()).orElse(""));
    size.setSelectedItem(settings.size());
    look.setSelectedItem(settings.look());
    component =
        Parts.page(
            parts.title("settings.title", parts.say("settings.title")),
            new Form(parts)
                .field("settings.language", language)
                .field("settings.size", size)
                .field("settings.look", look)
                .field("settings.place", place)
                .field("settings.file", file)
                .field("settings.module", module)
                .field("settings.token", token)
                .field("settings.proxy", proxy)
                .line(fault)
                .done(),
            Parts.buttons(
                parts.button("settings.back", acts::home),
                parts.button("settings.save", this::save)));
    Parts.onEscape(component, acts::home);
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public JComponent component() {
    return component;
  }

  @Override
  public void shown() {
    language.requestFocusInWindow();
  }

  private void save() {
    String typed = proxy.getText().strip();
    String spoken = String.valueOf(language.getSelectedItem());
    try {
      if (!typed.isEmpty() && !typed.equals("none")) {
        ProxyAddress.parse(typed);
      }
    } catch (EnrollmentException wrong) {
      Parts.tell(fault, parts.say("fail.proxyAddress", ProxyAddress.withoutLogin(typed)));
      proxy.requestFocusInWindow();
      return;
    }
    if (module.getText().isBlank() != token.getText().isBlank()) {
      Parts.tell(fault, parts.say("settings.fault.token"));
      (module.getText().isBlank() ? module : token).requestFocusInWindow();
      return;
    }
    if (!module.getText().isBlank() && !file.getText().isBlank()) {
      Parts.tell(fault, parts.say("settings.fault.both"));
      file.requestFocusInWindow();
      return;
    }
    acts.change(
        new Settings(
            spoken.equals(SYSTEM) ? null : spoken,
            Places.file(file.getText())
                .or(() -> Places.token(module.getText(), token.getText()))
                .or(this::chosenPlace)
                .orElse(null),
            typed.isEmpty() ? null : ProxyAddress.withoutLogin(typed),
            size.getSelectedItem() instanceof Size chosen ? chosen : before.size(),
            look.getSelectedItem() instanceof Look chosen ? chosen : before.look()));
  }

  /// The file or token that is set goes with its fields.
  private Optional<StoreLocation> chosenPlace() {
    return place.getSelectedItem() instanceof Places.Place chosen
        ? chosen
            .location()
            .filter(one -> !(one instanceof StoreLocation.File))
            .filter(one -> !(one instanceof StoreLocation.Token))
        : Optional.empty();
  }
}
