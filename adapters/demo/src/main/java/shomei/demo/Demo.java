package shomei.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shomei.domain.kernel.SubscriberName;
import shomei.embedded.EmbeddedDatabase;
import shomei.server.Adapters;
import shomei.server.Server;
import shomei.server.Unavailable;
import shomei.settings.Config;
import shomei.settings.binding.Faulty;

/// `mvn -Pdemo`: the main job on embedded defaults, told line by line, and then a server to try
/// things on.
///
/// The clock of a first run begins eleven months and a few days ago, so that what is acquired then
/// can be renewed today. Later runs find the first one's data and begin today.
public final class Demo {
  private static final Duration ELEVEN_MONTHS = Duration.ofDays(337);

  private Demo() {}

  /// `-Ddemo.exit=true` ends it when the job is done, with status 0, or 1 where a step failed;
  /// `-Ddemo.home` names its folder, `.demo` where it is run otherwise.
  public static void main(String[] arguments) {
    int status;
    try (Interruption interruption = new Interruption()) {
      status = run(interruption);
    }
    System.exit(status);
  }

  private static int run(Interruption interruption) {
    try {
      return run(Path.of(System.getProperty("demo.home", ".demo")), interruption);
    } catch (Faulty faults) {
      say("the configuration has faults:\n" + faults.getMessage());
    } catch (Unavailable away) {
      say("the demo cannot start: " + away.getMessage());
    } catch (IllegalStateException | UncheckedIOException away) {
      say("the demo cannot start: " + away.getMessage());
    } catch (IOException fault) {
      say("a file or program failed: " + fault.getMessage());
    } catch (InterruptedException stop) {
      say("interrupted");
    }
    return 1;
  }

  private static int run(Path folder, Interruption interruption)
      throws IOException, InterruptedException, Faulty {
    InstantSource real = InstantSource.system();
    Home home = Home.in(folder, real.instant(), Demo::say);
    say(
        (home.found() ? "found the data of an earlier run in " : "keeping everything in ")
            + home.folder());
    Config config = Config.read(home.config());
    Path begun = home.folder().resolve("begun");
    boolean anew = !Files.exists(begun);
    DemoClock clock = new DemoClock(real, anew ? ELEVEN_MONTHS : Duration.ZERO);
    Optional<InetSocketAddress> resolver =
        config.validation().resolver().filter(Home.RESOLVER::equals);
    try (@Nullable Names _ = resolver.isPresent() ? new Names(resolver.get()) : null;
        @Nullable EmbeddedDatabase _ =
            config.database().url().equals(Home.DATABASE) ? database(home) : null;
        Mailbox mailbox = new Mailbox(config.smtp().orElseThrow().port(), letter -> show(letter));
        Adapters adapters = Adapters.open(config, clock, new SecureRandom())) {
      Counter counter = new Counter(adapters, Demo::say);
      List<Bank> banks = Bank.all();
      banks.forEach(counter::register);
      List<String> key = counter.openTestBench(home.folder().resolve("eab.txt"));
      try (Server server = Server.start(adapters)) {
        Files.writeString(begun, real.instant() + "\n");
        Pc pc = new Pc(home, config.publicUrl(), clock, Demo::say);
        List<String> failures =
            new Story(
                    adapters,
                    server,
                    clock,
                    mailbox,
                    banks,
                    pc,
                    new LoginIds(home, config, Demo::say),
                    Demo::say)
                .tell();
        failures.forEach(failure -> say("FAILED: " + failure));
        say(failures.isEmpty() ? "the main job is done" : "the main job failed");
        if (!Boolean.getBoolean("demo.exit")) {
          SubscriberName left = counter.leaveOne(banks.getFirst());
          addresses(config, home, key, left);
          interruption.await();
        }
        return failures.isEmpty() ? 0 : 1;
      }
    }
  }

  private static EmbeddedDatabase database(Home home) {
    return EmbeddedDatabase.start(home.folder().resolve("database"), Home.DATABASE_PORT);
  }

  /// @param left who has no certificate yet
  private static void addresses(Config config, Home home, List<String> key, SubscriberName left)
      throws IOException {
    String url = config.publicUrl().toString();
    say("serving until interrupted:");
    for (String institution : List.of("kita", "minami", "acme")) {
      say("  directory   %s/acme/%s/directory".formatted(url, institution));
    }
    if (config.pages().isPresent()) {
      URI pages = config.pages().get().publicUrl();
      say("  pages       %s/kita/ /minami/".formatted(pages));
      say(
          "  window      SHOMEI_INSTITUTIONS=%s clients/tool/shomei window --state %s"
              .formatted(institutions(home, url, pages), home.folder().resolve("pc/window")));
      say("              at Kita Bank %s has no certificate yet".formatted(left));
    }
    say(
        "  PINs        login %s, confirmation %s"
            .formatted(
                home.secret("pins/chosen", Counter.CHOSEN_PIN),
                home.secret("pins/confirmation", Counter.CONFIRMATION_PIN)));
    say("  trust       --cacert " + home.webAuthority());
    say(
        "  EAB key     kid=%s hmac=%s  (institution acme, any name under example.com, .org, .net)"
            .formatted(key.get(0), key.get(1)));
    say(
        "  management  http://localhost:%d/healthz /readyz /metrics"
            .formatted(config.management().port()));
    say("  status      " + config.status().publicUrl());
    say("  settings    " + home.config());
  }

  /// What comes with the app of a bank's customers: which banks there are.
  private static Path institutions(Home home, String url, URI pages) throws IOException {
    String banks =
        Bank.all().stream()
            .map(Bank::institution)
            .map(
                one ->
                    """
                      {"ja": "%s", "en": "%s", "directory": "%s/acme/%s/directory", "authorities": "web-ca.pem", "pages": "%s/%4$s/"}
                    """
                        .formatted(one.nameJa(), one.nameEn(), url, one.id(), pages))
            .collect(Collectors.joining(","));
    return Files.writeString(
        home.folder().resolve("institutions.json"), "{\"institutions\": [\n" + banks + "]}\n");
  }

  private static void show(Mailbox.Letter letter) {
    say("mail to %s: %s".formatted(letter.to(), letter.subject()));
    letter
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .limit(6)
        .forEach(line -> say("  | " + line));
  }

  private static void say(String line) {
    System.out.println("[demo] " + line);
  }
}
