package shomei.web.rfc8555;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.subscriber.Registered;
import shomei.domain.subscriber.Subscriber;
import shomei.protocol.json.Base64Url;
import shomei.protocol.jwk.KeyAuthorization;
import shomei.protocol.jws.JwsSigner;

/// PROTOCOL.md, *Challenge types*: `pin-01` and `possession-01`.
final class SubscriberChallengesTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);
  private final Client client = Client.withAccount(edge, "kita");

  @Test
  @Requirement({"CHL-02", "CHL-04", "CHL-06"})
  void theRightPinMakesTheOrderReadyAtOnce() {
    Answer order = client.order("subscriber", seat("kita")).has(201);
    String url = Issued.challenge(client, order, "pin-01");
    assertThat(client.read(url).json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("type", "url", "status");
    Answer answer = client.post(url, Client.object().put("pin", Setup.PIN)).has(200);
    assertThat(answer.text("status")).isEqualTo("valid");
    assertThat(answer.text("validated")).isNotEmpty();
    assertThat(answer.links("up"))
        .containsExactly(order.json().path("authorizations").get(0).textValue());
    assertThat(client.read(order.location()).text("status")).isEqualTo("ready");
  }

  @Test
  @Requirement({"CHL-11", "ERR-07"})
  void aWrongPinIs200WithAnInvalidChallengeThatTellsNothing() {
    Answer known = wrong(seat("kita"));
    Answer unknown = wrong("99999999999999/nobody");
    assertThat(known.json().path("error")).isEqualTo(unknown.json().path("error"));
    assertThat(known.json().path("error").path("type").textValue())
        .isEqualTo("urn:ietf:params:acme:error:incorrectResponse");
    assertThat(known.body()).doesNotContain("wrong1");
  }

  @Test
  @Requirement({"SEC-06", "SEC-09"})
  void theHistoryTellsWhatHappenedAndNoPin() {
    Subscriber seat = setup.user("kita");
    Issued.forSeat(client, seat.name().toString(), Client.object().put("pin", Setup.PIN));
    wrong(seat.name().toString());
    var entries = edge.ports.history().latest(seat.institution(), 1000);
    assertThat(entries)
        .extracting(entry -> entry.act())
        .contains(
            Act.ACCOUNT_CREATED,
            Act.ORDER_PLACED,
            Act.CHALLENGE_VALID,
            Act.PIN_WRONG,
            Act.CERTIFICATE_ISSUED);
    assertThat(entries.toString()).doesNotContain(Setup.PIN, Setup.TEMPORARY, "wrong1");
    assertThat(entries)
        .filteredOn(entry -> entry.actor().kind() == Actor.Kind.ACCOUNT)
        .allSatisfy(
            entry ->
                assertThat(entry.details())
                    .containsEntry("address", "127.0.0.1")
                    .hasEntrySatisfying("request", id -> assertThat(id).isNotBlank()));
  }

  @Test
  @Requirement("CHL-07")
  void anAnsweredChallengeIsShownAsItIsWhateverComes() {
    Answer order = client.order("subscriber", seat("kita")).has(201);
    String url = Issued.challenge(client, order, "pin-01");
    String body = client.post(url, Client.object().put("pin", Setup.PIN)).has(200).body();
    assertThat(client.post(url, "{}").has(200).body()).isEqualTo(body);
    assertThat(client.post(url, "{\"pin\":\"wrong1\"}").has(200).body()).isEqualTo(body);
    assertThat(client.read(url).body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"pin\":null}",
        "{\"pin\":1234}",
        "{\"pin\":[\"x\"]}",
        "{\"newPin\":\"abcd12\"}",
        "{\"pin\":\"xR4kVm\",\"newPin\":7}",
        "{\"pin\":\"xR4kVm\",\"newPin\":\"\\u0000\"}"
      })
  @Requirement({"ACC-20", "ERR-07"})
  void aResponseThatIsNoneChangesNothing(String payload) {
    String seat = setup.administrator("kita").name().toString();
    Answer order = client.order("subscriber", seat).has(201);
    String url = Issued.challenge(client, order, "pin-01");
    Answer answer = client.post(url, payload);
    answer.isProblem(400, "malformed");
    assertThat(answer.body()).doesNotContain("xR4kVm", "1234");
    assertThat(client.read(url).text("status")).isEqualTo("pending");
  }

  @Test
  void aTemporaryPinWantsANewOne() {
    Subscriber administrator = setup.administrator("kita");
    String seat = administrator.name().toString();
    Answer order = client.order("subscriber", seat).has(201);
    Answer refused =
        client.post(
            Issued.challenge(client, order, "pin-01"), Client.object().put("pin", Setup.TEMPORARY));
    refused.has(200);
    assertThat(refused.json().path("error").path("type").textValue())
        .isEqualTo("urn:shomei:error:pinChangeRequired");
    Issued.forSeat(
        client, seat, Client.object().put("pin", Setup.TEMPORARY).put("newPin", Setup.PIN));
  }

  @Test
  void whereThePolicyAsksForTheLettersCodeTheChallengeSaysSoAndTheAnswerNeedsIt() {
    Registered user = setup.registeredUser("letters");
    String seat = user.seat().name().toString();
    String code = user.letterCode().orElseThrow().text();
    Client letters = Client.withAccount(edge, "letters");
    Answer order = letters.order("subscriber", seat).has(201);
    String url = Issued.challenge(letters, order, "pin-01");
    assertThat(letters.read(url).json().path("codeRequired").booleanValue()).isTrue();
    Answer without = letters.post(url, Client.object().put("pin", Setup.PIN));
    without.isProblem(400, "malformed");
    assertThat(without.body()).contains("the code of the letter is needed as well");
    assertThat(letters.read(url).text("status")).isEqualTo("pending");
    for (String nobodys : new String[] {seat, "99999999999999/nobody"}) {
      Answer wrong =
          letters.post(
              Issued.challenge(letters, letters.order("subscriber", nobodys).has(201), "pin-01"),
              Client.object().put("pin", Setup.PIN).put("code", "K7Q2-MXD9-3TFA"));
      assertThat(wrong.has(200).json().path("error")).isEqualTo(wrong("letters", "nobody/x"));
    }
    Issued.forSeat(
        letters, seat, Client.object().put("pin", Setup.PIN).put("code", code.toLowerCase(ROOT)));
    assertThat(edge.ports.history().latest(user.seat().institution(), 1000).toString())
        .doesNotContain(code, code.replace("-", ""));
  }

  /// What a wrong PIN at a name that nobody has is told, where the code is anybody's.
  private static JsonNode wrong(String institution, String seat) {
    Client client = Client.withAccount(edge, institution);
    Answer order = client.order("subscriber", seat).has(201);
    return client
        .post(
            Issued.challenge(client, order, "pin-01"),
            Client.object().put("pin", "wrong1").put("code", "22222222222222"))
        .has(200)
        .json()
        .path("error");
  }

  @Test
  void tooManyWrongPinsOfWhoHasTheSeatLock() {
    String seat = seat("kita");
    Issued.forSeat(client, seat, Client.object().put("pin", Setup.PIN));
    for (int i = 0; i < 5; i++) {
      wrong(seat);
    }
    Answer order = client.order("subscriber", seat).has(201);
    Answer locked =
        client.post(
            Issued.challenge(client, order, "pin-01"), Client.object().put("pin", Setup.PIN));
    assertThat(locked.has(200).json().path("error").path("type").textValue())
        .isEqualTo("urn:shomei:error:locked");
  }

  @Test
  @Requirement("ERR-02")
  void tooManyWrongPinsOfAStrangerMustWaitAndTheChallengeWaitsToo() {
    String seat = seat("kita");
    for (String name : List.of(seat, "99999999999998/nobody")) {
      for (int i = 0; i < 5; i++) {
        wrong(name);
      }
      Answer order = client.order("subscriber", name).has(201);
      String url = Issued.challenge(client, order, "pin-01");
      Answer refused = client.post(url, Client.object().put("pin", Setup.PIN));
      refused.isProblem(429, "rateLimited");
      assertThat(refused.header("Retry-After")).isEqualTo("60");
      assertThat(client.read(url).text("status")).isEqualTo("pending");
    }
    edge.clock.advance(Duration.ofMinutes(1));
    Issued.forSeat(client, seat, Client.object().put("pin", Setup.PIN));
  }

  @Test
  @Requirement({"CHL-08", "ARI-06", "ARI-07"})
  void possessionOfTheOldKeyRenews() {
    Issued old = issue("kita");
    edge.clock.advance(Duration.ofDays(340));
    Answer order = renewal(old).has(201);
    assertThat(order.text("replaces")).isEqualTo(old.certId());
    Answer answer = possess(old, order, old, null);
    assertThat(answer.has(200).text("status")).isEqualTo("valid");
    Issued next = Issued.finish(old.client(), order, Keys.p256(), List.of());
    assertThat(next.leaf().getNotAfter()).isAfter(old.leaf().getNotAfter());
    assertThat(old.client().read(order.location()).text("replaces")).isEqualTo(old.certId());
  }

  @Test
  void renewalNeedsThePinWhereThePolicySaysSo() {
    Issued old = issue("hokuyo");
    edge.clock.advance(Duration.ofDays(330));
    Answer order = renewal(old).has(201);
    possess(old, order, old, null).isProblem(400, "malformed");
    assertThat(possess(old, order, old, Setup.PIN).has(200).text("status")).isEqualTo("valid");
  }

  @Test
  @Requirement("CHL-08")
  void anotherKeysProofFails() {
    Issued old = issue("kita");
    Issued other = issue("kita");
    edge.clock.advance(Duration.ofDays(340));
    Answer answer = possess(old, renewal(old).has(201), other, null);
    assertThat(answer.has(200).text("status")).isEqualTo("invalid");
    assertThat(answer.json().path("error").path("type").textValue())
        .isEqualTo("urn:ietf:params:acme:error:incorrectResponse");
  }

  @Test
  @Requirement({"ORD-10", "ERR-02"})
  void renewalBeforeItsWindowTellsWhenItOpens() {
    Issued old = issue("kita");
    Answer order = renewal(old).has(201);
    Answer answer = possess(old, order, old, null).has(200);
    assertThat(answer.json().path("error").path("type").textValue())
        .isEqualTo("urn:shomei:error:renewalNotOpen");
    assertThat(answer.json().path("error").path("notBefore").textValue()).startsWith("20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"proof\":\"x\"}",
        "{\"proof\":{}}",
        "{\"proof\":{\"protected\":\"e30\",\"payload\":\"\",\"signature\":\"\"}}",
        "{\"pin\":\"x\"}"
      })
  @Requirement("ACC-20")
  void aProofThatIsNoneChangesNothing(String payload) {
    Issued old = issue("kita");
    edge.clock.advance(Duration.ofDays(340));
    Answer order = renewal(old).has(201);
    String url = Issued.challenge(old.client(), order, "possession-01");
    Answer answer = old.client().post(url, payload);
    answer.has(400);
    assertThat(answer.text("type")).matches(".*:(malformed|badSignatureAlgorithm)");
    assertThat(old.client().read(url).text("status")).isEqualTo("pending");
  }

  private String seat(String institution) {
    return setup.user(institution).name().toString();
  }

  private Issued issue(String institution) {
    return Issued.forSeat(
        Client.withAccount(edge, institution),
        seat(institution),
        Client.object().put("pin", Setup.PIN));
  }

  private Answer wrong(String seat) {
    Answer order = client.order("subscriber", seat).has(201);
    Answer answer =
        client.post(
            Issued.challenge(client, order, "pin-01"), Client.object().put("pin", "wrong1"));
    assertThat(answer.has(200).text("status")).isEqualTo("invalid");
    assertThat(client.read(order.location()).text("status")).isEqualTo("invalid");
    return answer;
  }

  private static Answer renewal(Issued old) {
    ObjectNode order = Client.object().put("replaces", old.certId());
    order.putArray("identifiers").add(old.order().json().path("identifiers").get(0));
    return old.client().post(old.client().url("new-order"), order);
  }

  private static Answer possess(
      Issued old, Answer order, Issued by, @org.jspecify.annotations.Nullable String pin) {
    String url = Issued.challenge(old.client(), order, "possession-01");
    String token = old.client().read(url).text("token");
    ObjectNode payload = Client.object();
    payload.set(
        "proof",
        JwsSigner.of(by.key())
            .proof(
                Base64Url.encode(Keys.sha256(by.der())),
                KeyAuthorization.of(token, old.client().jwk()).value()));
    if (pin != null) {
      payload.put("pin", pin);
    }
    return old.client().post(url, payload);
  }
}
