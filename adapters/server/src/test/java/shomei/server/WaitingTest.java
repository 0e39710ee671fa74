package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.account.Binding;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.Tool;
import shomei.domain.subscriber.Subscriber;
import shomei.embedded.FreePorts;
import shomei.settings.Config;

/// How a page and a tool meet at the whole server: signed requests, PostgreSQL and a token.
@Timeout(180)
final class WaitingTest {
  private static final SubscriberName SEAT = SubscriberName.parse("12345678901234/user1");
  private static final String PIN = "1234abcd";
  private static final Octets BROWSER = Octets.of(new byte[] {1}).sha256();
  private static final Origin PAGE = new Origin.Request("192.0.2.1", "page");

  @TempDir Path folder;

  @Test
  void fromThePagesCodeToTheCertificateAndFromTheSignedInPageToTheWaitingTool() throws Exception {
    SoftHsm token = SoftHsm.inBuild("shomei-waiting");
    Site site = Site.onToken(folder, InstantSource.system(), token);
    site.found();
    ServerTest.register(site);
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
        Server _ = Server.start(adapters)) {
      PairingUseCases page = PairingUseCases.over(adapters);
      Institution kita = kita(adapters);
      var tool = new WaitingTool(site, site.acmePort(), Optional.empty());
      OpenPairing.Opened opened =
          page.open().open(kita, wanted(Pairing.Opener.ANYBODY), BROWSER, PAGE);
      WaitingTool.Answer found = tool.brings(opened.code().shown().toLowerCase(Locale.ROOT));
      assertThat(found.status()).as(found.body()).isEqualTo(200);
      String url = found.location().orElseThrow();
      assertThat(url).isEqualTo(tool.url("pairing/" + opened.pairing().id()));
      assertThat(shown(page, kita, opened.pairing())).isEqualTo(new Pairing.State.Found(true));
      tool.post(url, "{\"status\":\"confirmed\"}");
      tool.post(url, "{\"status\":\"processing\",\"step\":1,\"steps\":2}");
      assertThat(shown(page, kita, opened.pairing())).isEqualTo(new Pairing.State.Processing(1, 2));
      String serial = tool.acquires(SEAT.toString(), Optional.of(PIN));
      WaitingTool.Answer valid =
          tool.post(
              url, "{\"status\":\"valid\",\"store\":\"file\",\"certificate\":\"" + serial + "\"}");
      assertThat(valid.text("status")).as(valid.body()).isEqualTo("valid");
      assertThat(shown(page, kita, opened.pairing()))
          .isEqualTo(new Pairing.State.Valid(new Serial(serial), "file"));

      CompletableFuture<WaitingTool.Answer> held = tool.waits();
      Tool waiting = until(() -> page.open().waiting(kita, SEAT).stream().findFirst());
      assertThat(waiting.pc()).isEqualTo("PC-123");
      assertThat(held).isNotDone();
      Pairing sent = sent(page, kita, renewal(serial), waiting);
      WaitingTool.Answer answer = held.get(20, TimeUnit.SECONDS);
      assertThat(answer.location()).contains(tool.url("pairing/" + sent.id()));
      assertThat(answer.json().path("ask").asBoolean()).isFalse();
      assertThat(answer.text("certificate")).isEqualTo(serial);
    }
  }

  @Test
  void thePageThatJudgedThePinHandsItsToolTheBindingForOneAccount() throws Exception {
    Site site = Site.in(folder, InstantSource.system());
    site.found();
    ServerTest.register(site);
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
        Server _ = Server.start(adapters)) {
      PairingUseCases page = PairingUseCases.over(adapters);
      Institution kita = kita(adapters);
      Subscriber seat = adapters.database.subscribers().find(kita.id(), SEAT).orElseThrow();
      var tool = new WaitingTool(site, site.acmePort(), Optional.empty());
      OpenPairing.Opened opened = page.open().open(kita, wanted(Pairing.Opener.PIN), BROWSER, PAGE);
      String url = tool.brings(opened.code().bare()).location().orElseThrow();
      assertThat(tool.read(url).json().has("externalAccount")).isFalse();
      int number = opened.pairing().number();
      assertThat(tool.read(url).text("number")).isEqualTo(Integer.toString(number));
      page.confirm().confirm(kita, opened.pairing().id(), BROWSER, seat, number, PAGE);
      JsonNode key = tool.read(url).json().path("externalAccount");
      var bound = new WaitingTool(site, site.acmePort(), Optional.of(key));
      String serial = bound.acquires(SEAT.toString(), Optional.empty());
      tool.post(
          url, "{\"status\":\"valid\",\"store\":\"file\",\"certificate\":\"" + serial + "\"}");
      assertThat(shown(page, kita, opened.pairing()))
          .isEqualTo(new Pairing.State.Valid(new Serial(serial), "file"));
      assertThat(site.must("history", "show", "--limit", "1000"))
          .doesNotContain(key.path("hmac").asText(), opened.code().bare());
    }
  }

  @Test
  void twoNodesOnOneDatabaseMeetPagesAndToolsOfEachOther() throws Exception {
    MovableClock clock = new MovableClock();
    Site site = Site.in(folder, clock);
    site.found();
    ServerTest.register(site);
    int port = FreePorts.next();
    Config other = Config.read(secondNode(site, port));
    try (Adapters here = ServerTest.adapters(site, clock);
        Server _ = Server.start(here);
        Adapters there = Adapters.open(other, clock, new SecureRandom())) {
      CompletableFuture<WaitingTool.Answer> last;
      PairingUseCases page = PairingUseCases.over(here);
      Institution kita = kita(here);
      try (Server second = Server.start(there)) {
        var tool = new WaitingTool(site, port, Optional.empty());
        OpenPairing.Opened opened =
            page.open().open(kita, wanted(Pairing.Opener.ANYBODY), BROWSER, PAGE);
        String url = tool.brings(opened.code().bare()).location().orElseThrow();
        String serial = tool.acquires(SEAT.toString(), Optional.of(PIN));
        tool.post(url, "{\"status\":\"refused\"}");
        assertThat(shown(page, kita, opened.pairing())).isEqualTo(new Pairing.State.Refused());

        CompletableFuture<WaitingTool.Answer> nobody = tool.waits();
        until(() -> page.open().waiting(kita, SEAT).stream().findFirst());
        // it is told of before it is held
        until(() -> held(second));
        clock.forward(Duration.ofSeconds(25));
        second.runSchedule();
        WaitingTool.Answer none = nobody.get(20, TimeUnit.SECONDS);
        assertThat(none.status()).isEqualTo(204);
        assertThat(none.nonce()).isPresent();

        CompletableFuture<WaitingTool.Answer> held = tool.waits();
        Tool waiting = until(() -> page.open().waiting(kita, SEAT).stream().findFirst());
        Pairing sent = sent(page, kita, renewal(serial), waiting);
        WaitingTool.Answer answer = held.get(20, TimeUnit.SECONDS);
        assertThat(answer.location().orElseThrow()).endsWith(sent.id().toString());
        tool.post(answer.location().orElseThrow(), "{\"status\":\"refused\"}");

        last = tool.waits();
        until(() -> held(second));
      }
      assertThat(last.get(20, TimeUnit.SECONDS).status()).as("its node stopped").isEqualTo(204);
    }
  }

  /// Another configuration on the same database: the same public URL, and ports and journal of its
  /// own.
  private Path secondNode(Site site, int port) throws Exception {
    String first = Files.readString(site.file());
    Path second = folder.resolve("second.yaml");
    return Files.writeString(
        second,
        first
            .replace("  port: " + site.acmePort() + "\n", "  port: " + port + "\n")
            .replaceFirst("(status:\n  address: 127.0.0.1\n  port: )\\d+", "$1" + FreePorts.next())
            .replace("folder: journal", "folder: journal2"));
  }

  /// As the node's metrics tell.
  private static Optional<String> held(Server node) {
    URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(node.managementPort()));
    try (var client = HttpClient.newHttpClient()) {
      String told =
          client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
      return Optional.of(told).filter(text -> text.contains("\nshomei_waiting_tools 1.0"));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Institution kita(Adapters adapters) {
    return adapters
        .database
        .institution()
        .institutions()
        .find(new InstitutionId("kita"))
        .orElseThrow();
  }

  private static Pairing.Wanted wanted(Pairing.Opener from) {
    return new Pairing.Wanted(Binding.Act.ACQUIRE, SEAT, Optional.empty(), from);
  }

  private static Pairing.Wanted renewal(String serial) {
    return new Pairing.Wanted(
        Binding.Act.RENEW, SEAT, Optional.of(new Serial(serial)), Pairing.Opener.HOLDER);
  }

  private static Pairing sent(
      PairingUseCases page, Institution kita, Pairing.Wanted wanted, Tool tool) {
    Pairing open = page.open().open(kita, wanted, BROWSER, PAGE).pairing();
    return page.open().send(kita, open.id(), wanted, tool.account(), BROWSER).orElseThrow();
  }

  private static Pairing.State shown(PairingUseCases page, Institution kita, Pairing pairing) {
    return page.watch()
        .look(kita, pairing.id(), BROWSER)
        .orElseThrow()
        .stateAt(InstantSource.system().instant());
  }

  /// Until another thread has done what it does by itself.
  private static <T> T until(Supplier<Optional<T>> there) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int tries = 0; tries < 1000; tries++) {
      Optional<T> found = there.get();
      if (found.isPresent()) {
        return found.get();
      }
      boolean _ = never.await(20, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("it never came");
  }
}
