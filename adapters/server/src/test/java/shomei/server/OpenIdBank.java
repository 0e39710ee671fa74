package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.domain.history.Act;
import shomei.domain.kernel.InstitutionId;
import shomei.server.Browser.Answer;

/// A bank with an application behind its login: the running server over real TLS and PostgreSQL,
/// its keys on a token, and people who log in.
final class OpenIdBank implements AutoCloseable {
  static final String PIN = "1234abcd";

  final MovableClock clock = new MovableClock();
  final Site site;

  /// Host, port and path of the provider.
  final String issuer;

  /// What all fresh hosts end with.
  final String signedIn;

  final Application pay;
  private final Adapters adapters;
  private final Server server;
  private final Pc pc;
  private int users;

  OpenIdBank(Path folder) throws Exception {
    site = Site.onToken(folder, clock, SoftHsm.inBuild("openid"));
    Site.PagesPorts ports = site.withPages("{kita: {}, minami: {}}");
    issuer = "localhost:%d/kita".formatted(ports.open());
    signedIn = ".login.localhost:" + ports.signedIn();
    site.found();
    site.foundMinami();
    add("corporation", "add", "12345678901234", "--name", "Suzuki");
    pay = Application.register(site, issuer, "pay", "--post-logout-uri", "https://pay.example/bye");
    adapters = ServerTest.adapters(site, clock);
    server = Server.start(adapters);
    pc = new Pc(site);
  }

  private void add(String... command) {
    List<String> more = List.of("-i", "kita", "--mail", "sato@suzuki.example", "--pin-file", "-");
    ServerTest.must(
        site.runWith(
            Site.PINS, Stream.concat(Stream.of(command), more.stream()).toArray(String[]::new)));
  }

  /// Somebody with a certificate, at a browser.
  record User(String seat, Pc.Held held, Browser browser) {}

  User user() throws Exception {
    String id = "user" + ++users;
    add("user", "add", "--keep-pin", "12345678901234", id, "--name", "Sato");
    String seat = "12345678901234/" + id;
    Pc.Ready ready = pc.ready(seat, PIN);
    Pc.Held held = new Pc.Held(ready.key(), pc.finish(ready));
    return new User(seat, held, new Browser(Optional.of(held)));
  }

  /// From the application's link to the code, over the login where there was none.
  Answer logIn(Application application, User user) throws Exception {
    Browser browser = user.browser();
    Answer form =
        Application.follow(
            browser, application.authorize(browser, application.request()), application.host());
    if (Application.next(form).isPresent()) {
      return form;
    }
    assertThat(form.body()).contains("name=\"pin\"");
    return Application.follow(browser, submitted(user, form), browser.at);
  }

  static Answer submitted(User user, Answer form) throws Exception {
    Map<String, String> filled = new HashMap<>(form.filled(PIN));
    filled.put("then", then(form));
    Answer opened = user.browser().post(user.browser().at, "/kita/login", filled);
    assertThat(opened.status()).isEqualTo(303);
    return opened;
  }

  private static String then(Answer form) {
    String before = "name=\"then\" value=\"";
    int from = form.body().indexOf(before) + before.length();
    return form.body().substring(from, form.body().indexOf('"', from)).replace("&amp;", "&");
  }

  /// From the application's link to the code, where somebody is logged in.
  static Answer again(Application application, User user) throws Exception {
    return Application.follow(
        user.browser(),
        application.authorize(user.browser(), application.request()),
        application.host());
  }

  long told(String subject, Act act) {
    return adapters.database().history().history().on(new InstitutionId("kita"), subject).stream()
        .filter(entry -> entry.act() == act)
        .count();
  }

  /// The same, asking for more.
  Answer authorize(User user, String more) throws Exception {
    return Application.follow(
        user.browser(),
        pay.authorize(user.browser(), pay.request().build().toQueryString() + more),
        pay.host());
  }

  @Override
  public void close() {
    pc.close();
    server.close();
    adapters.close();
  }
}
