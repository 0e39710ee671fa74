package shomei.pages.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.text.Preferences;
import shomei.pages.text.TextSize;
import shomei.pages.text.Texts;
import shomei.pages.visit.SeatRoutes;
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
/// @param links to the pages of whoever is logged in
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
    List<Link> links,
    Instant now) {
  public Layout {
    links = List.copyOf(links);
  }

  /// @param here whether it is the page itself
  public record Link(String text, String address, boolean here) {}

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
        List.of(),
        now);
  }

  /// The same for somebody who is logged in, with the ways to the other pages.
  public Layout heldBy(Good good) {
    List<Link> ways = new ArrayList<>();
    ways.add(link("home", "/"));
    ways.add(link("notices", "/notices"));
    ways.add(link("history", "/history"));
    ways.add(link("pins", "/pins"));
    if (SeatRoutes.isAdministrator(good)) {
      ways.add(link("menu", "/menu"));
    }
    return new Layout(
        screen,
        preferences,
        bank,
        title,
        here,
        path,
        accent,
        contact,
        Optional.of(good.seat().displayName()),
        ways,
        now);
  }

  private Link link(String name, String page) {
    return new Link(
        texts().of("nav." + name), below(page), here.split("\\?", 2)[0].equals(below(page)));
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

  /// The script of pages that tell how something goes on.
  public String progress() {
    return Assets.progress();
  }

  /// The script of the page that makes a certificate file.
  public String file() {
    return Assets.file();
  }
}
