package shomei.desktop.screen;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import shomei.desktop.part.Form;
import shomei.desktop.part.Parts;
import shomei.desktop.setting.Places;
import shomei.enrollment.pairing.KnownServer;

/// Whose certificate is to be acquired, from which bank, and where it goes.
public final class IssueScreen implements Screen {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9]{1,30}");

  private final Parts parts;
  private final Acts acts;
  private final JComboBox<KnownServer> bank;
  private final JTextField address = Parts.field("issue.address", 40);
  private final JTextField contract = Parts.field("issue.contract", 20);
  private final JTextField user = Parts.field("issue.user", 20);
  private final JComboBox<Places.Place> place;
  private final JTextArea fault = Parts.fault("issue.fault");
  private final boolean banksAreKnown;
  private final JComponent component;

  /// What follows.
  public interface Acts {
    void acquire(KnownServer bank, String subscriber, Places.Place place);

    void home();
  }

  /// @param banks none: the person types an address
  public IssueScreen(Parts parts, List<KnownServer> banks, List<Places.Place> places, Acts acts) {
    this.parts = parts;
    this.acts = acts;
    banksAreKnown = !banks.isEmpty();
    bank = Parts.choice("issue.bank", one -> parts.texts().name(one.name()));
    banks.forEach(bank::addItem);
    place = Parts.choice("issue.place", one -> one.words(parts.texts()));
    places.forEach(place::addItem);
    Form form = new Form(parts).line(Parts.prose("issue.text", parts.say("issue.text")));
    if (banksAreKnown) {
      form.field("issue.bank", bank);
    } else {
      form.field("issue.address", address);
    }
    form.field("issue.contract", contract)
        .field("issue.user", user)
        .field("issue.place", place)
        .line(fault);
    component =
        Parts.page(
            parts.title("issue.title", parts.say("issue.title")),
            form.done(),
            Parts.buttons(
                parts.button("issue.back", acts::home), parts.button("issue.begin", this::begin)));
    Parts.onEscape(component, acts::home);
    for (JTextField field : List.of(address, contract, user)) {
      field.addActionListener(entered -> begin());
    }
  }

  @Override
  public String name() {
    return "issue";
  }

  @Override
  public JComponent component() {
    return component;
  }

  @Override
  public void shown() {
    (banksAreKnown ? bank : address).requestFocusInWindow();
  }

  /// IDs are forgiven a blank at their end.
  private void begin() {
    Parts.tell(fault, "");
    Optional<KnownServer> server =
        banksAreKnown ? Optional.ofNullable((KnownServer) bank.getSelectedItem()) : typed();
    if (server.isEmpty()) {
      wrong("issue.fault.address", address);
      return;
    }
    String who = contract.getText().strip();
    String person = user.getText().strip();
    if (!PART.matcher(who).matches()) {
      wrong("issue.fault.contract", contract);
    } else if (!person.isEmpty() && !PART.matcher(person).matches()) {
      wrong("issue.fault.user", user);
    } else if (place.getSelectedItem() instanceof Places.Place chosen) {
      acts.acquire(server.get(), person.isEmpty() ? who : who + "/" + person, chosen);
    }
  }

  private void wrong(String key, JTextField field) {
    Parts.tell(fault, parts.say(key));
    field.requestFocusInWindow();
  }

  private Optional<KnownServer> typed() {
    try {
      URI uri = URI.create(address.getText().strip());
      return "https".equals(uri.getScheme()) && uri.getHost() != null
          ? Optional.of(KnownServer.stranger(uri))
          : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
