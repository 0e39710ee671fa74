package shomei.pages.view;

import java.time.Instant;
import java.util.Optional;
import shomei.pages.text.Preferences;
import shomei.pages.text.TextSize;
import shomei.pages.text.Texts;
import shomei.pages.visit.Visit;

/// What stands around the content of every page.
///
/// @param screen which page it is, for a telephone call: `O1`
/// @param bank empty where nobody can tell whose page it is
/// @param here the page's own address, to which it comes back in another language or size
/// @param path what every address of the bank begins with
/// @param accent path of the stylesheet with the bank's colour, where there is one
/// @param contact whom to ask
/// @param holder who is logged in
/// @param now as the page says
public record Layout(
    String screen,
    Preferences preferences,
    String bank,
    String title,
    String here,
    String path,
    Optional<String> accent,
    Optional<String> contact,
    Optional<String> holder,
    Instant now) {

  /// @param title the key of the text
  /// @param path of the page from `/`, with its query
  public static Layout of(Visit visit, String screen, String title, String path, Instant now) {
    return new Layout(
        screen,
        visit.preferences(),
        visit.bank(),
        visit.texts().of(title),
        visit.tenant().path() + path,
        visit.tenant().path(),
        Optional.of(Assets.accent(visit.tenant().accent())),
        visit.words().contact(),
        Optional.empty(),
        now);
  }

  public Layout heldBy(String name) {
    return new Layout(
        screen, preferences, bank, title, here, path, accent, contact, Optional.of(name), now);
  }

  public Texts texts() {
    return Texts.in(preferences.language());
  }

  public boolean isSize(TextSize size) {
    return preferences.size() == size;
  }

  /// Where the page is in another language or size.
  public String choosing(String name, String value) {
    return here + (here.contains("?") ? "&" : "?") + name + "=" + value;
  }

  /// The address of another page at this host.
  public String below(String page) {
    return path + page;
  }

  public String time() {
    return texts().time(now);
  }

  public String styles() {
    return Assets.styles();
  }

  public String keyboard() {
    return Assets.keyboard();
  }
}
