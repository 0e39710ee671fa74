package shomei.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Serial;
import shomei.server.Browser.Answer;

/// A running server with the pages of the bank kita, its customers, and their PCs; and those of the
/// bank minami, at hosts of its own.
final class PagesSite implements AutoCloseable {
  /// Login PIN of everybody.
  static final String PIN = "1234abcd";

  static final String CONFIRMATION = "98765432";

  /// What an administrator was given, before the own one.
  private static final String TEMPORARY = "4321dcba";

  final MovableClock clock = new MovableClock();
  private final Site site;
  private final int port;
  private final int openPort;
  private final Adapters adapters;
  private final Server server;
  private final Pc pc;
  private int contracts;
  private int labels;

  PagesSite(Path folder) throws Exception {
    site = Site.in(folder, clock);
    Site.PagesPorts ports =
        site.withPages(
            """
            {kita: {}, minami: {publicUrl: "https://minami.example", signedInUrl: "https://login.minami.example"}}\
            """);
    // of acts it is told by runSchedule alone: a test looks before and after
    Files.writeString(site.file(), "schedule: {mail: 1d}\n", StandardOpenOption.APPEND);
    port = ports.signedIn();
    openPort = ports.open();
    site.found();
    site.foundMinami();
    adapters = ServerTest.adapters(site, clock);
    server = Server.start(adapters);
    pc = new Pc(site);
  }

  Site site() {
    return site;
  }

  /// Does what the server does from time to time.
  void runSchedule() {
    server.runSchedule();
  }

  /// Somebody with a certificate, at a browser that is logged in.
  ///
  /// @param door that is the own one
  record Person(String seat, String door, Pc.Held held, Browser browser, String host) {
    /// Below the bank's path.
    Answer get(String page) throws IOException {
      return browser.get(host, "/kita" + page);
    }

    Answer post(String page, PageForm form) throws IOException {
      return browser.post(host, "/kita" + page, form);
    }

    /// The form of a page, filled in with the confirmation PIN.
    PageForm form(String page) throws IOException {
      return PageForm.of(get(page), "/kita" + page.split("\\?", 2)[0])
          .with("confirmation", CONFIRMATION);
    }

    /// Does what a page without further fields offers.
    Answer does(String page) throws IOException {
      return post(page.split("\\?", 2)[0], form(page));
    }

    String contract() {
      return seat.split("/", 2)[0];
    }
  }

  /// The administrator of a corporation of its own.
  Person administrator() throws Exception {
    return administrator(corporation());
  }

  Person administrator(String contract) throws Exception {
    return logIn(contract, "administrator", pc.acquire(contract, TEMPORARY, PIN));
  }

  /// A corporation whose administrator has no certificate.
  ///
  /// @return contract ID
  String corporation() {
    String contract = "200000000000%02d".formatted(++contracts);
    add(TEMPORARY, "corporation", "add", contract, "--name", "鈴木<b>商事");
    return contract;
  }

  /// A user with a certificate.
  Person user(String contract, String id) throws Exception {
    String seat = without(contract, id);
    Pc.Ready ready = pc.ready(seat, PIN);
    return logIn(seat, "user", new Pc.Held(ready.key(), pc.finish(ready)));
  }

  /// A user without one.
  ///
  /// @return the seat
  String without(String contract, String id) {
    add(PIN, "user", "add", "--keep-pin", contract, id, "--name", "利用者 " + id);
    return contract + "/" + id;
  }

  private void add(String loginPin, String... command) {
    ServerTest.must(
        site.runWith(
            loginPin + "\n" + CONFIRMATION + "\n",
            Stream.concat(
                    Arrays.stream(command),
                    Stream.of("-i", "kita", "--mail", "sato@suzuki.example", "--pin-file", "-"))
                .toArray(String[]::new)));
  }

  Person logIn(String seat, String door, Pc.Held held) throws Exception {
    Browser browser = new Browser(Optional.of(held));
    String host = freshHost();
    browser.logIn(host, door, PIN);
    return new Person(seat, door, held, browser, host);
  }

  Pc pc() {
    return pc;
  }

  String freshHost() {
    return "label%04d.login.localhost:%d".formatted(++labels, port);
  }

  /// Where the pages are that everybody sees.
  String open() {
    return "localhost:" + openPort;
  }

  /// The same of the bank minami.
  String openOfMinami() {
    return "minami.example:" + openPort;
  }

  /// Somebody who runs the tool on a PC.
  PlayedTool tool(String pc) {
    return new PlayedTool(adapters, pc, "taro", new AccountId(UUID.randomUUID()));
  }

  /// The same with the account that acquired the seat's certificate.
  PlayedTool toolOf(Person person, String pc) {
    return toolOf(person, pc, "taro");
  }

  PlayedTool toolOf(Person person, String pc, String osUser) {
    Certificate certificate =
        adapters
            .database()
            .certificates()
            .find(Serial.of(person.held().certificate().getSerialNumber()).orElseThrow())
            .orElseThrow();
    return new PlayedTool(adapters, pc, osUser, certificate.account());
  }

  /// Where the pages of the bank minami are, behind the certificate.
  String hostOfMinami() {
    return "login.minami.example:" + port;
  }

  /// How often the history tells that of a seat or certificate.
  long told(String subject, Act act) {
    return adapters.database().history().history().on(new InstitutionId("kita"), subject).stream()
        .filter(entry -> entry.act() == act)
        .count();
  }

  @Override
  public void close() {
    pc.close();
    server.close();
    adapters.close();
  }
}
