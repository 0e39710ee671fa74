package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.web.http.Held;
import shomei.web.http.Reply;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// Requests whose answer comes later. Two may be in work at once.
@Timeout(60)
final class HeldTest {
  @TempDir Path folder;
  private final Queue<CompletableFuture<Response>> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<String> gone = new ConcurrentLinkedQueue<>();
  private ServedSite site;

  @SuppressWarnings("NullAway.Init") // opened before each test
  HeldTest() {}

  @BeforeEach
  void open() {
    site = new ServedSite(folder, ListenerSettings.Engine.JDK, Wire.PATIENT, this::answer);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Reply answer(Request request) {
    if (request.method().equals("GET")) {
      return Response.text(200, "at once");
    }
    CompletableFuture<Response> answer = new CompletableFuture<>();
    waiting.add(answer);
    return new Held(answer, () -> gone.add(request.id()));
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void heldRequestsTakeNoPlaceOfThoseInWork(HttpClient.Version version) throws Exception {
    HttpClient client = Wire.client(site, version);
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      int held = i;
      asked.add(client.sendAsync(Wire.to(site).DELETE().build(), BodyHandlers.ofString()));
      Wire.until(() -> waiting.size() == held);
    }
    assertThat(asked).noneMatch(CompletableFuture::isDone);
    // the endpoint tells the test before its place is given back
    Wire.until(() -> inFlight() == 0);
    assertThat(client.send(Wire.to(site).GET().build(), BodyHandlers.ofString()).body())
        .isEqualTo("at once");
    assertThat(inFlight()).isZero();
    waiting.forEach(answer -> answer.complete(Response.text(200, "later")));
    for (var one : asked) {
      assertThat(one.get(20, TimeUnit.SECONDS).body()).isEqualTo("later");
    }
    assertThat(gone).isEmpty();
  }

  @Test
  void whoeverGoesAwayIsToldOfOnceAndAnAnswerThatComesThenIsDropped() throws Exception {
    try (SSLSocket socket = site.socket()) {
      Wire.say(socket, "DELETE / HTTP/1.1\r\nHost: x\r\n\r\n");
      Wire.until(() -> waiting.size() == 1);
      assertThat(gone).isEmpty();
    }
    Wire.until(() -> gone.size() == 1);
    waiting.forEach(answer -> answer.complete(Response.text(200, "too late")));
    assertThat(get()).isEqualTo("at once");
    assertThat(gone).hasSize(1);
  }

  @Test
  void oneOfManyStreamsThatIsGivenUpIsToldOf() throws Exception {
    HttpClient client = Wire.client(site, HttpClient.Version.HTTP_2);
    var given = client.sendAsync(Wire.to(site).DELETE().build(), BodyHandlers.ofString());
    Wire.until(() -> waiting.size() == 1);
    var kept = client.sendAsync(Wire.to(site).DELETE().build(), BodyHandlers.ofString());
    Wire.until(() -> waiting.size() == 2);
    given.cancel(true);
    Wire.until(() -> gone.size() == 1);
    waiting.forEach(answer -> answer.complete(Response.text(200, "later")));
    assertThat(kept.get(20, TimeUnit.SECONDS).body()).isEqualTo("later");
  }

  @Test
  void aRefusalThatComesLaterIsToldInTheSitesForm() throws Exception {
    HttpClient client = Wire.client(site, HttpClient.Version.HTTP_1_1);
    var away = client.sendAsync(Wire.to(site).DELETE().build(), BodyHandlers.ofString());
    Wire.until(() -> waiting.size() == 1);
    waiting.forEach(
        answer ->
            answer.completeExceptionally(new Refusal(Reason.UNAVAILABLE, "the token is away")));
    HttpResponse<String> told = away.get(20, TimeUnit.SECONDS);
    assertThat(told.statusCode()).isEqualTo(503);
    assertThat(told.headers().firstValue("Retry-After")).contains("1");
    assertThat(told.body()).isEqualTo("the token is away\n");
  }

  @Test
  void whatAChangeOfTheAnswerThrowsIsAFaultWithoutItsInsides() throws Exception {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Reply broken =
        new Held(answer, () -> {})
            .map(
                response -> {
                  throw new IllegalStateException("the secret inside");
                });
    try (ServedSite other =
        new ServedSite(
            folder,
            ListenerSettings.Engine.JDK,
            Wire.PATIENT,
            request -> {
              answer.complete(Response.empty(204));
              return broken;
            })) {
      HttpResponse<String> told =
          Wire.client(other, HttpClient.Version.HTTP_1_1)
              .send(Wire.to(other).GET().build(), BodyHandlers.ofString());
      assertThat(told.statusCode()).isEqualTo(500);
      assertThat(told.body()).doesNotContain("secret");
    }
  }

  @Test
  void aListenerThatEndsLetsTheHeldBeAnsweredAndCloses() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    site.ending =
        () -> {
          waiting.forEach(answer -> answer.complete(Response.text(200, "closing")));
          ended.countDown();
        };
    HttpClient client = Wire.client(site, HttpClient.Version.HTTP_1_1);
    var held = client.sendAsync(Wire.to(site).DELETE().build(), BodyHandlers.ofString());
    Wire.until(() -> waiting.size() == 1);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(site::closeListener);
    Wire.await(ended);
    assertThat(held.get(20, TimeUnit.SECONDS).body()).isEqualTo("closing");
    closing.get(20, TimeUnit.SECONDS);
  }

  private double inFlight() {
    return site.registry.get("shomei.http.in.flight").gauge().value();
  }

  private String get() throws Exception {
    return Wire.client(site, HttpClient.Version.HTTP_1_1)
        .send(Wire.to(site).GET().build(), BodyHandlers.ofString())
        .body();
  }
}
