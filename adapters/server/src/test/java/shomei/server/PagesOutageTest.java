package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;

/// What people see while the database is away.
final class PagesOutageTest {
  @TempDir Path folder;

  @Test
  void aPageOfTheBanksSaysWhenToComeAgainAndNothingOfTheInside() throws Exception {
    int port = FreePorts.next();
    int signedIn = FreePorts.next();
    Site site =
        Site.in(
            folder,
            InstantSource.system(),
            "  url: jdbc:postgresql://localhost:%d/postgres\n  user: postgres".formatted(port),
            "  file: keys.p12\n  passwordFile: p12-password");
    Files.writeString(
        site.file(),
        """
        pages:
          publicUrl: https://localhost
          address: 127.0.0.1
          port: 0
          signedIn: {publicUrl: "https://login.localhost", address: 127.0.0.1, port: %d}
          institutions: {kita: {}}
        """
            .formatted(signedIn),
        StandardOpenOption.APPEND);
    EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("elsewhere"), port);
    try {
      site.found();
      ServerTest.register(site);
      try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
          Server server = Server.start(adapters);
          Pc pc = new Pc(site)) {
        Pc.Ready ready = pc.ready("12345678901234/user1", "1234abcd");
        Browser browser = new Browser(Optional.of(new Pc.Held(ready.key(), pc.finish(ready))));
        String host = "login.localhost:" + signedIn;
        Browser.Answer page = browser.get(host, "/kita/login?door=user");
        database.close();
        Pc.await(server, "/readyz", 503);
        for (Browser.Answer answer :
            new Browser.Answer[] {
              browser.get(host, "/kita/login?door=user"),
              browser.post(
                  host,
                  "/kita/login",
                  Map.of("form", page.form(), "door", "user", "pin", "1234abcd"))
            }) {
          assertThat(answer.status()).isEqualTo(503);
          assertThat(answer.header("retry-after")).isPresent();
          assertThat(answer.header("content-security-policy")).isPresent();
          assertThat(answer.body())
              .contains("北銀行", "秒後にもう一度", answer.header("x-request-id").orElseThrow())
              .doesNotContain("PSQL", "Exception", "jdbc", "at shomei");
        }
        String entrance = "localhost:" + server.pagesPort().orElseThrow();
        assertThat(browser.get(entrance, "/kita/").status()).as("the entrance").isEqualTo(200);
      }
    } finally {
      database.close();
    }
  }
}
