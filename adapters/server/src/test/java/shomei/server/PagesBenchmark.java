package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.Subscriber;
import shomei.embedded.ScratchDatabase;

/// Figures of page views by people who are logged in, each with a certificate and a session of the
/// own, at the program that ships: `mvn -q -pl adapters/server -am verify -Dtest=PagesBenchmark
/// -Dsurefire.failIfNoSpecifiedTests=false`. Run by that name only.
final class PagesBenchmark {
  private static final String PIN = "1234abcd";
  private static final String CONTRACT = "12345678901234";
  private static final int USERS = 1_000;
  private static final int PEOPLE = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration ROUND = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void viewsOfThoseWhoAreLoggedIn() throws Exception {
    Site site = Site.in(folder, InstantSource.system(), ScratchDatabase.create());
    int port = site.withPages("{kita: {}}").signedIn();
    site.found();
    ServerTest.register(site);
    fill(site);
    try (MainProcess server = new MainProcess(site);
        Pc pc = new Pc(site)) {
      List<Person> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        people.add(person(site, pc, i, port));
      }
      Pc.Held held = pc.acquire(CONTRACT, "1234abcd", "changed1");
      String host = "administrator.login.localhost:" + port;
      Browser browser = new Browser(Optional.of(held));
      browser.logIn(host, "administrator", "changed1");
      measure("warming up", server, people, "/kita/", WARM_UP);
      for (String path : List.of("/kita/", "/kita/notices", "/kita/history", "/kita/pins")) {
        measure(path, server, people, path, ROUND);
      }
      List<Person> administrator = Collections.nCopies(PEOPLE, new Person(browser, host));
      for (String path : List.of("/kita/contract", "/kita/users", "/kita/users/acts")) {
        measure(path, server, administrator, path, ROUND);
      }
    }
  }

  /// A corporation as large as they come.
  private static void fill(Site site) throws Exception {
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system())) {
      var register = new OperatorBackend(adapters).registerUser();
      var kita =
          adapters
              .database()
              .institution()
              .institutions()
              .find(new InstitutionId("kita"))
              .orElseThrow();
      for (int i = 0; i < USERS; i++) {
        register.register(
            kita,
            new RegisterUser.NewUser(
                CONTRACT,
                "filler" + i,
                "利用者" + i,
                "filler@suzuki.example",
                Subscriber.Language.JA,
                Pin.attempt(PIN),
                true,
                Pin.attempt(PIN)),
            Actor.operator("tanaka", new Origin.Command("tanaka")));
      }
    }
  }

  private record Person(Browser browser, String host) {}

  private static Person person(Site site, Pc pc, int number, int port) throws Exception {
    String id = "person" + number;
    ServerTest.must(
        site.runWith(
            Site.PINS,
            "user",
            "add",
            "--keep-pin",
            CONTRACT,
            id,
            "--name",
            "Sato",
            "-i",
            "kita",
            "--mail",
            "sato@suzuki.example",
            "--pin-file",
            "-"));
    Pc.Ready ready = pc.ready(CONTRACT + "/" + id, PIN);
    Browser browser = new Browser(Optional.of(new Pc.Held(ready.key(), pc.finish(ready))));
    String host = "person%04d.login.localhost:%d".formatted(number, port);
    browser.logIn(host, PIN);
    return new Person(browser, host);
  }

  /// The browsers' side is taken out of the sum: of the two processors, what server and database
  /// use for a view tells how many there could be.
  private static void measure(
      String what, MainProcess server, List<Person> people, String path, Duration round)
      throws Exception {
    for (Person person : people) {
      assertThat(person.browser().get(person.host(), path).status()).as(path).isEqualTo(200);
    }
    Duration before = cpu(server);
    Duration databaseBefore = database();
    long begun = System.nanoTime();
    long views = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> all = new ArrayList<>();
      for (Person person : people) {
        all.add(
            threads.submit(
                () -> person.browser().views(person.host(), path, begun + round.toNanos())));
      }
      for (Future<Long> one : all) {
        views += one.get();
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    double ours = cpu(server).minus(before).toNanos() / 1e6 / views;
    double postgres = database().minus(databaseBefore).toNanos() / 1e6 / views;
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f a second | server %.2f ms + postgres %.2f ms | two processors: %,.0f a second |%n",
        what,
        views / seconds,
        ours,
        postgres,
        2000 / (ours + postgres));
  }

  private static Duration cpu(MainProcess server) {
    return server.process().info().totalCpuDuration().orElseThrow();
  }

  /// Of every PostgreSQL on this machine.
  private static Duration database() throws IOException {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::info)
        .filter(info -> info.command().orElse("").endsWith("/postgres"))
        .flatMap(info -> info.totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
