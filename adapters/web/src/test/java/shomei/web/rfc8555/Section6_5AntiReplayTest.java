package shomei.web.rfc8555;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;

/// RFC 8555 §6.5.
final class Section6_5AntiReplayTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Client client = Client.withAccount(edge, "kita");

  @Test
  @Requirement("NON-04")
  void noncesAreBase64urlUniqueAndLong() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String nonce = client.nonce();
      assertThat(nonce).matches("[A-Za-z0-9_-]{22,}");
      assertThat(seen.add(nonce)).isTrue();
    }
  }

  @Test
  @Requirement({"NON-05", "NON-12"})
  void everyAnswerToAPostHasAFreshOneThatWorksForAnyAccountAndResource() {
    String nonce = client.read(client.account()).header("Replay-Nonce");
    Client other = Client.withAccount(edge, "hokuyo");
    other.withHeader(other.account(), h -> h.put("nonce", nonce)).has(200);
  }

  @Test
  @Requirement("NON-07")
  void aUsedNonceIsBadAndTheAnswersNonceIsGoodForTheRetry() {
    String nonce = client.nonce();
    client.withHeader(client.account(), h -> h.put("nonce", nonce)).has(200);
    Answer again = client.withHeader(client.account(), h -> h.put("nonce", nonce));
    again.isProblem(400, "badNonce");
    client.withHeader(client.account(), h -> h.put("nonce", again.header("Replay-Nonce"))).has(200);
  }

  @Test
  @Requirement({"NON-07", "NON-14"})
  void anExpiredNonceIsBad() {
    String nonce = client.nonce();
    edge.clock.advance(Duration.ofMinutes(61));
    client.withHeader(client.account(), h -> h.put("nonce", nonce)).isProblem(400, "badNonce");
  }

  @Test
  @Requirement({"NON-07", "NON-14"})
  void thousandsOfInventedNoncesAreBad() {
    byte[] real = Base64Url.decode(client.nonce(), "nonce");
    for (int i = 0; i < 2000; i++) {
      byte[] octets = real.clone();
      octets[9 + i % 32] ^= (byte) (1 + i % 255);
      String forged = Base64Url.encode(octets);
      ObjectNode header =
          Client.object()
              .put("alg", "ES256")
              .put("kid", client.account())
              .put("nonce", forged)
              .put("url", client.account());
      ObjectNode jws =
          Client.object()
              .put("protected", Base64Url.encode(Json.write(header)))
              .put("payload", "")
              .put("signature", Base64Url.encode(new byte[64]));
      Answer answer = client.send("POST", client.account(), Client.JOSE, Client.body(jws));
      answer.isProblem(400, "badNonce");
    }
    client.read(client.account()).has(200);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure("a wrong signature", 400, jws -> jws.put("signature", "AAAA")),
        failure("an unprotected header", 400, jws -> jws.set("header", Client.object())),
        failure("no payload", 400, jws -> jws.without("payload")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  @Requirement("NON-10")
  void aNonceIsSpentByARequestThatFails(String name, int status, UnaryOperator<ObjectNode> change) {
    ObjectNode header = client.header(client.account());
    ObjectNode jws = change.apply(client.sign(header, new byte[0]));
    client.send("POST", client.account(), Client.JOSE, Client.body(jws)).has(status);
    client.withHeader(client.account(), h -> h.setAll(header)).isProblem(400, "badNonce");
  }

  static Stream<Arguments> elsewhere() {
    return Stream.of(
        Arguments.of("no such resource", "nothing", Client.JOSE, 404),
        Arguments.of(
            "no such order", "order/00000000-0000-4000-8000-000000000000", Client.JOSE, 404),
        Arguments.of("not to be posted to", "renewal-info/a.b", Client.JOSE, 405),
        Arguments.of("another content type", "new-order", "text/plain", 415));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("elsewhere")
  @Requirement({"NON-06", "NON-10"})
  void aNonceIsSpentWhereverItIsShownAndAnotherComesBack(
      String name, String path, String type, int status) {
    String url = client.url(path);
    ObjectNode header = client.header(url);
    byte[] body = Client.body(client.sign(header, new byte[0]));
    Answer answer = client.send("POST", url, type, body);
    answer.isProblem(status, "malformed");
    assertThat(answer.header("Replay-Nonce")).isNotEmpty();
    client
        .withHeader(client.account(), h -> h.set("nonce", header.get("nonce")))
        .isProblem(400, "badNonce");
  }

  @Test
  @Requirement({"NON-11", "SEC-07"})
  void ofManyRequestsAtOnceWithOneNonceOnePasses() {
    byte[] body = Client.body(client.sign(client.header(client.account()), "{}".getBytes(UTF_8)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> client.send("POST", client.account(), Client.JOSE, body).status(),
                          threads))
              .toList();
      List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
      assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
    }
  }

  @Test
  @Requirement({"NON-14", "SEC-08"})
  void aNonceOfBeforeARestartIsBadSpentOrNotAndTheAnswersNonceIsGoodForTheRetry() {
    String fresh = client.nonce();
    String used = client.nonce();
    client.withHeader(client.account(), h -> h.put("nonce", used)).has(200);
    edge.stop();
    edge.start();
    client.withHeader(client.account(), h -> h.put("nonce", used)).isProblem(400, "badNonce");
    Answer refused = client.withHeader(client.account(), h -> h.put("nonce", fresh));
    refused.isProblem(400, "badNonce");
    String next = refused.header("Replay-Nonce");
    client.withHeader(client.account(), h -> h.put("nonce", next)).has(200);
  }

  private static Arguments failure(String name, int status, UnaryOperator<ObjectNode> change) {
    return Arguments.of(name, status, change);
  }
}
