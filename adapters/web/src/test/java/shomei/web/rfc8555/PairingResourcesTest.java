package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import shomei.domain.account.Binding;
import shomei.domain.fixture.Examples;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.ConfirmPc;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.WatchPairing;
import shomei.domain.partner.MintExternalAccountKey;
import shomei.domain.subscriber.Subscriber;
import shomei.protocol.json.Base64Url;
import shomei.protocol.jws.AccountBinding;
import shomei.protocol.jws.MacAlgorithm;

/// Where tools wait for pages, and the pages that they are led to: what they read and say.
@Timeout(60)
final class PairingResourcesTest {
  private static final Octets BROWSER = Octets.of(new byte[32]);
  private static final String TOOL =
      "{\"pc\":\"PC-123\",\"osUser\":\"taro\",\"version\":\"0.1\",\"stores\":[\"file\",\"nss\"]}";

  private Edge edge;
  private Setup setup;
  private Client client;
  private OpenPairing open;
  private WatchPairing watch;
  private ConfirmPc confirm;

  @SuppressWarnings("NullAway.Init") // opened before each test
  PairingResourcesTest() {}

  @BeforeEach
  void open() {
    edge = new Edge();
    edge.start();
    setup = new Setup(edge);
    client = Client.withAccount(edge, "kita");
    open =
        new OpenPairing(
            edge.ports.pairings(),
            edge.ports.waitingTools(),
            edge.ports.limits(),
            edge.clock,
            edge.random);
    watch = new WatchPairing(edge.ports.pairings(), edge.clock);
    confirm =
        new ConfirmPc(
            edge.ports.pairings(),
            new MintExternalAccountKey(
                edge.policies, edge.ports.keys(), edge.secrets, edge.clock, edge.random),
            edge.clock);
  }

  @AfterEach
  void close() {
    edge.stop();
  }

  @Test
  void theDirectoryTellsWhereToolsWait() {
    assertThat(client.get(client.url("directory")).text("waiting"))
        .isEqualTo(client.url("waiting"));
  }

  @Test
  void aCodeLeadsToThePageAndReportsAreSeenThere() {
    Subscriber seat = setup.user("kita");
    OpenPairing.Opened opened = opened(seat, Pairing.Opener.ANYBODY);
    Answer found = waiting(client, opened.code().shown()).has(200);
    String url = client.url("pairing/" + opened.pairing().id());
    assertThat(found.location()).isEqualTo(url);
    assertThat(found.header("Replay-Nonce")).isNotEmpty();
    assertThat(found.json())
        .isEqualTo(
            Client.object()
                .put("status", "found")
                .put("act", "acquire")
                .put("subscriber", seat.name().toString())
                .put("ask", true)
                .put("expires", "2026-11-21T03:10:00Z"));
    assertThat(client.read(url).has(200).json()).isEqualTo(found.json());
    assertThat(report(url, "{\"status\":\"confirmed\"}").text("status")).isEqualTo("confirmed");
    Answer processing = report(url, "{\"status\":\"processing\",\"step\":3,\"steps\":8}");
    assertThat(processing.text("status")).isEqualTo("processing");
    assertThat(processing.text("expires")).isEqualTo("2026-11-21T04:00:00Z");
    assertThat(shown(opened.pairing())).isEqualTo(new Pairing.State.Processing(3, 8));
    report(url, "{\"status\":\"interrupted\",\"reason\":\"network\"}");
    assertThat(shown(opened.pairing())).isEqualTo(new Pairing.State.Interrupted("network"));
    Issued issued =
        Issued.forSeat(client, seat.name().toString(), Client.object().put("pin", Setup.PIN));
    String valid =
        "{\"status\":\"valid\",\"store\":\"a file\",\"certificate\":\"" + issued.serial() + "\"}";
    assertThat(report(url, valid).text("status")).isEqualTo("valid");
    assertThat(shown(opened.pairing()))
        .isEqualTo(new Pairing.State.Valid(issued.serial(), "a file"));
    assertThat(report(url, "{\"status\":\"refused\"}").text("status")).isEqualTo("valid");
  }

  @Test
  void whereThePageHasJudgedThePinTheToolGetsItsBindingOnceThePcIsConfirmed() {
    Subscriber seat = setup.user("kita");
    OpenPairing.Opened opened = opened(seat, Pairing.Opener.PIN);
    Answer found = waiting(client, opened.code().bare()).has(200);
    int number = opened.pairing().number();
    assertThat(found.text("number")).isEqualTo(Integer.toString(number)).hasSize(2);
    assertThat(found.json().has("externalAccount")).isFalse();
    report(found.location(), "{\"status\":\"processing\",\"step\":1,\"steps\":8}");
    assertThat(shown(opened.pairing())).isEqualTo(new Pairing.State.Found(true));
    confirm.confirm(
        edge.institution("kita"), opened.pairing().id(), BROWSER, seat, number, Examples.FROM);
    JsonNode key = client.read(found.location()).has(200).json().path("externalAccount");
    Client fresh = Client.at(edge, "kita");
    fresh.createAccount(binding(fresh, key)).has(201);
    Client second = Client.at(edge, "kita");
    second.createAccount(binding(second, key)).isProblem(403, "unauthorized");
    Answer order = fresh.order("subscriber", seat.name().toString()).has(201);
    assertThat(order.text("status")).isEqualTo("ready");
    Client other = Client.withAccount(edge, "kita");
    other.read(found.location()).isProblem(403, "unauthorized");
  }

  @Test
  void aWrongCodeIsToldAtOnceAndAfterFiveItIsSaidHowLongToWait() {
    for (int i = 0; i < 5; i++) {
      waiting(client, "ABCD-EFGH").is(403, "urn:shomei:error:unknownCode");
    }
    Answer limited = waiting(client, "ABCD-EFGH").isProblem(429, "rateLimited");
    assertThat(limited.header("Retry-After")).isEqualTo("120");
  }

  @Test
  void anothersPairingIsForbiddenAndOneThatIsNotThereIsNotFound() {
    OpenPairing.Opened opened = opened(setup.user("kita"), Pairing.Opener.ANYBODY);
    String url = client.url("pairing/" + opened.pairing().id());
    client.read(url).isProblem(403, "unauthorized");
    waiting(client, opened.code().bare()).has(200);
    Client other = Client.withAccount(edge, "kita");
    other.read(url).isProblem(403, "unauthorized");
    other.post(url, "{\"status\":\"refused\"}").isProblem(403, "unauthorized");
    Client elsewhere = Client.withAccount(edge, "hokuyo");
    elsewhere
        .read(elsewhere.url("pairing/" + opened.pairing().id()))
        .isProblem(403, "unauthorized");
    waiting(elsewhere, opened.code().bare()).is(403, "urn:shomei:error:unknownCode");
    client
        .read(client.url("pairing/01997000-0000-7000-8000-000000000000"))
        .isProblem(404, "malformed");
    client.read(client.url("pairing/1")).isProblem(404, "malformed");
    client.get(url).isProblem(405, "malformed");
    client.get(client.url("waiting")).isProblem(405, "malformed");
    client.read(client.url("waiting")).isProblem(400, "malformed");
  }

  @Test
  void whatIsNoReportAndWhatIsNoToolIsMalformed() {
    OpenPairing.Opened opened = opened(setup.user("kita"), Pairing.Opener.ANYBODY);
    String url = waiting(client, opened.code().bare()).has(200).location();
    for (String report :
        List.of(
            "{}",
            "[]",
            "{\"status\":\"done\"}",
            "{\"status\":\"found\"}",
            "{\"status\":\"expired\"}",
            "{\"status\":\"processing\"}",
            "{\"status\":\"processing\",\"step\":\"1\",\"steps\":8}",
            "{\"status\":\"processing\",\"step\":9,\"steps\":8}",
            "{\"status\":\"interrupted\"}",
            "{\"status\":\"interrupted\",\"reason\":\"\"}",
            "{\"status\":\"valid\",\"certificate\":\"00\",\"store\":\"file\"}",
            "{\"status\":\"valid\",\"store\":\"file\"}")) {
      client.post(url, report).isProblem(400, "malformed");
    }
    for (String tool :
        List.of(
            "{}",
            TOOL.replace("PC-123", "PC\\n123"),
            TOOL.replace("PC-123", "x".repeat(101)),
            TOOL.replace("\"taro\"", "7"),
            TOOL.replace("[\"file\",\"nss\"]", "\"file\""),
            TOOL.replace("file", "\\u202e"))) {
      client.post(client.url("waiting"), tool).isProblem(400, "malformed");
    }
    assertThat(shown(opened.pairing())).isEqualTo(new Pairing.State.Found(true));
  }

  @Test
  void aWaitingToolIsHeldUntilAPageWantsIt() throws Exception {
    Subscriber seat = setup.user("kita");
    Issued issued =
        Issued.forSeat(client, seat.name().toString(), Client.object().put("pin", Setup.PIN));
    CompletableFuture<Answer> held = held(client);
    assertThat(open.waiting(edge.institution("kita"), seat.name()))
        .extracting(tool -> tool.pc() + " " + tool.osUser())
        .containsExactly("PC-123 taro");
    edge.held.look();
    assertThat(held).isNotDone();
    Pairing sent = sent(seat.name(), issued).orElseThrow();
    edge.held.look();
    Answer answer = held.get(20, TimeUnit.SECONDS).has(200);
    assertThat(answer.location()).isEqualTo(client.url("pairing/" + sent.id()));
    assertThat(answer.header("Replay-Nonce")).isNotEmpty();
    assertThat(answer.links("index")).containsExactly(client.url("directory"));
    assertThat(answer.text("certificate")).isEqualTo(issued.serial().hex());
    assertThat(answer.text("act")).isEqualTo("renew");
    assertThat(answer.json().path("ask").booleanValue()).isFalse();
    assertThat(edge.held.size()).isZero();
    assertThat(sent(seat.name(), issued)).as("it is at work now").isEmpty();
    assertThat(waiting(client).has(200).location()).isEqualTo(answer.location());
  }

  @Test
  void whereNobodyComesTheToolIsToldAndCountsAsWaitingUntilItComesAgain() throws Exception {
    Subscriber seat = setup.user("kita");
    Issued issued =
        Issued.forSeat(client, seat.name().toString(), Client.object().put("pin", Setup.PIN));
    CompletableFuture<Answer> held = held(client);
    edge.clock.advance(Duration.ofSeconds(25).minusMillis(1));
    edge.held.look();
    assertThat(held).isNotDone();
    edge.clock.advance(Duration.ofMillis(1));
    edge.held.look();
    Answer nobody = held.get(20, TimeUnit.SECONDS).has(204);
    assertThat(nobody.header("Replay-Nonce")).isNotEmpty();
    assertThat(nobody.body()).isEmpty();
    Pairing sent = sent(seat.name(), issued).orElseThrow();
    assertThat(waiting(client).has(200).location()).endsWith(sent.id().toString());
  }

  @Test
  void aToolThatGoesAwayWaitsNoMore() throws Exception {
    Subscriber seat = setup.user("kita");
    Issued issued =
        Issued.forSeat(client, seat.name().toString(), Client.object().put("pin", Setup.PIN));
    CompletableFuture<Answer> lost = held(client);
    lost.cancel(true);
    Edge.until(() -> edge.held.size() == 0);
    CompletableFuture<Answer> again = held(client);
    edge.held.look();
    assertThat(open.waiting(edge.institution("kita"), seat.name())).hasSize(1);
    again.cancel(true);
    Edge.until(() -> edge.held.size() == 0);
    edge.held.look();
    assertThat(open.waiting(edge.institution("kita"), seat.name())).isEmpty();
    assertThat(sent(seat.name(), issued)).isEmpty();
  }

  @Test
  void anAccountHasThreeRequestsHeldAndNoMore() throws Exception {
    List<CompletableFuture<Answer>> held = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      held.add(held(client));
    }
    assertThat(waiting(client).isProblem(429, "rateLimited").header("Retry-After")).isEqualTo("25");
    CompletableFuture<Answer> _ = held(Client.withAccount(edge, "kita"));
    assertThat(held).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void aServerThatEndsTellsThoseThatWaitAndHoldsNoMore() throws Exception {
    CompletableFuture<Answer> held = held(client);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(edge::stop);
    held.get(20, TimeUnit.SECONDS).has(204);
    closing.get(20, TimeUnit.SECONDS);
    assertThat(edge.held.size()).isZero();
  }

  @Test
  void aDeactivatedAccountDoesNotWait() {
    client.post(client.account(), "{\"status\":\"deactivated\"}").has(200);
    waiting(client).isProblem(401, "unauthorized");
    assertThat(edge.held.size()).isZero();
  }

  private OpenPairing.Opened opened(Subscriber seat, Pairing.Opener from) {
    return open.open(
        edge.institution("kita"),
        new Pairing.Wanted(Binding.Act.ACQUIRE, seat.name(), Optional.empty(), from),
        BROWSER,
        Examples.FROM);
  }

  private Optional<Pairing> sent(SubscriberName seat, Issued issued) {
    AccountId account = edge.ports.certificates().find(issued.serial()).orElseThrow().account();
    Institution kita = edge.institution("kita");
    Pairing.Wanted wanted =
        new Pairing.Wanted(
            Binding.Act.RENEW, seat, Optional.of(issued.serial()), Pairing.Opener.HOLDER);
    Pairing page = open.open(kita, wanted, BROWSER, Examples.FROM).pairing();
    return open.send(kita, page.id(), wanted, account, BROWSER)
        .filter(one -> one.tool().isPresent());
  }

  private Pairing.State shown(Pairing pairing) {
    return watch
        .look(edge.institution("kita"), pairing.id(), BROWSER)
        .orElseThrow()
        .stateAt(edge.clock.instant());
  }

  private Answer report(String url, String report) {
    return client.post(url, report).has(200);
  }

  private static Answer waiting(Client client) {
    return client.post(client.url("waiting"), TOOL);
  }

  private static Answer waiting(Client client, String code) {
    return client.post(client.url("waiting"), Client.object(TOOL).put("code", code));
  }

  /// A request that is held.
  private CompletableFuture<Answer> held(Client which) throws InterruptedException {
    int before = edge.held.size();
    CompletableFuture<Answer> answer = which.asked(which.url("waiting"), Client.object(TOOL));
    Edge.until(() -> edge.held.size() == before + 1);
    return answer;
  }

  private static ObjectNode binding(Client client, JsonNode key) {
    ObjectNode payload = Client.object().put("termsOfServiceAgreed", true);
    payload.set(
        "externalAccountBinding",
        AccountBinding.create(
            MacAlgorithm.HS256,
            key.path("kid").textValue(),
            Base64Url.decode(key.path("hmac").textValue(), "hmac"),
            client.url("new-account"),
            client.jwk()));
    return payload;
  }
}
