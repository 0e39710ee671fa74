package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.sdk.AcmeFailure;

/// The server with its keys on a PKCS#11 token.
final class TokenServerTest {
  @TempDir Path folder;

  @Test
  void aTokenThatGoesAwayStopsIssuingForAsLongAndNoLonger() throws Exception {
    SoftHsm token = SoftHsm.inBuild("shomei-server");
    Site site = Site.onToken(folder, InstantSource.system(), token);
    site.found();
    ServerTest.must(
        site.runWith(
            Site.PINS,
            "corporation",
            "add",
            "12345678901234",
            "--name",
            "Suzuki",
            "--mail",
            "admin@suzuki.example",
            "--pin-file",
            "-"));
    for (String user : new String[] {"user1", "user2"}) {
      ServerTest.must(
          site.runWith(
              Site.PINS,
              "user",
              "add",
              "--keep-pin",
              "12345678901234",
              user,
              "--name",
              "Sato",
              "--mail",
              "sato@suzuki.example",
              "--pin-file",
              "-"));
    }
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      Pc.await(server, "/readyz", 200);
      assertThat(pc.acquire("12345678901234/user1", "1234abcd").getVersion()).isEqualTo(3);

      Pc.Ready waiting = pc.ready("12345678901234/user2", "1234abcd");
      token.vanish();
      Pc.await(server, "/readyz", 503);
      assertThat(Pc.status(server, "/healthz")).isEqualTo(200);
      assertThatThrownBy(() -> pc.finish(waiting)).isInstanceOf(AcmeFailure.class);
      server.runSchedule();
      Scrape away = Scrape.of(server);
      assertThat(away.value("shomei_usable", "part=\"token\"")).isZero();
      assertThat(
              away.value(
                  "shomei_token_seconds_count",
                  "key=\"" + Adapters.SECRET + "\"",
                  "outcome=\"failed\""))
          .isPositive();

      token.comeBack();
      Pc.await(server, "/readyz", 200);
      assertThat(pc.finish(waiting).getVersion()).isEqualTo(3);
    }
    assertThat(site.must("certificate", "list"))
        .containsOnlyOnce("12345678901234/user1 ")
        .containsOnlyOnce("12345678901234/user2 ");
  }
}
