package shomei.http.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.http.HttpSettings;
import shomei.http.exchange.Reply;
import shomei.http.exchange.Request;

@Timeout(60)
final class ListenerTest {
  private static final HttpSettings.Limits TIGHT =
      new HttpSettings.Limits(
          1000,
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          8,
          2,
          4000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          2);

  @TempDir Path folder;
  private final List<ServedSite> open = new ArrayList<>();

  @AfterEach
  void closeAll() {
    open.forEach(ServedSite::close);
  }

  @ParameterizedTest
  @EnumSource(HttpSettings.Engine.class)
  void bothEnginesSpeakHttp2AndHttp1(HttpSettings.Engine engine) throws Exception {
    ServedSite site = serve(engine, request -> Reply.text(200, request.head().method()));
    for (HttpClient.Version version : HttpClient.Version.values()) {
      if (version.name().equals("HTTP_3")) {
        continue;
      }
      HttpResponse<String> response =
          client(site, version).send(to(site).GET().build(), BodyHandlers.ofString());
      assertThat(response.version()).isEqualTo(version);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("GET");
      assertThat(response.headers().firstValue("X-Request-Id").orElseThrow())
          .matches("[0-9a-f]{16}");
      assertThat(response.headers().firstValue("Date")).contains("Sat, 21 Nov 2026 08:00:00 GMT");
    }
  }

  @Test
  void oldTlsIsNotSpoken() throws Exception {
    ServedSite site = serve(request -> Reply.empty(200));
    try (SSLSocket socket = site.socket()) {
      assertThat(socket.getSupportedProtocols()).contains("TLSv1.1");
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});
      assertThat(CompletableFuture.runAsync(() -> handshake(socket)))
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aBodyWithinTheBoundArrivesWholeAndOneBeyondItIs413(HttpClient.Version version)
      throws Exception {
    ServedSite site = serve(request -> Reply.text(200, "" + request.body().length()));
    HttpClient client = client(site, version);
    assertThat(post(client, site, new byte[1000]).body()).isEqualTo("1000");
    HttpResponse<String> tooLong = post(client, site, new byte[1001]);
    assertThat(tooLong.statusCode()).isEqualTo(413);
    assertThat(tooLong.body()).isEqualTo("LARGE");
    assertThat(post(client, site, new byte[10]).statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyWithoutEndIsCutOffWellBeforeItFillsTheMemory() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ServedSite site =
        serve(
            request -> {
              asked.incrementAndGet();
              return Reply.empty(200);
            });
    try (SSLSocket socket = site.socket()) {
      say(socket, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      CompletableFuture<Long> flood = CompletableFuture.supplyAsync(() -> flood(socket));
      assertThat(socket.getInputStream().readNBytes(12)).asString(US_ASCII).endsWith("413");
      assertThat(flood.get(20, TimeUnit.SECONDS)).isLessThan(20_000_000L);
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void aSlowBodyIs408AndTheConnectionEnds() throws Exception {
    ServedSite site = serve(request -> Reply.empty(200));
    try (SSLSocket socket = site.socket()) {
      say(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 408").containsIgnoringCase("connection: close");
    }
  }

  @Test
  void aHeadThatTricklesIsCutOffHoweverBusyItsConnectionLooks() throws Exception {
    ServedSite site = serve(request -> Reply.empty(200));
    try (SSLSocket socket = site.socket()) {
      say(socket, "GET / HTTP/1.1\r\n");
      CountDownLatch closed = new CountDownLatch(1);
      Thread.ofVirtual().start(() -> countDownAtEnd(socket, closed));
      int sent = 0;
      while (!closed.await(100, TimeUnit.MILLISECONDS) && sent < 300) {
        sent++;
        try {
          say(socket, "X-Header-" + sent + ": x\r\n");
        } catch (IOException gone) {
          break;
        }
      }
      assertThat(sent).isBetween(10, 60);
    }
  }

  @Test
  void whatIsNotHttpIs400And414And431() throws Exception {
    ServedSite site = serve(request -> Reply.empty(200));
    assertThat(ask(site, "\u0001\u0002garbage\r\n\r\n")).startsWith("HTTP/1.").contains(" 400 ");
    assertThat(ask(site, "GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .contains(" 414 ");
    assertThat(ask(site, "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(9000) + "\r\n\r\n"))
        .contains(" 431 ");
  }

  @Test
  void twoLengthsAreRefusedAndSmuggleNothing() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ServedSite site =
        serve(
            request -> {
              asked.incrementAndGet();
              return Reply.empty(200);
            });
    assertThat(
            ask(
                site,
                """
                POST / HTTP/1.1
                Host: x
                Content-Length: 4
                Content-Length: 30

                {}
                GET /smuggled HTTP/1.1

                """
                    .replace("\n", "\r\n")))
        .startsWith("HTTP/1.1 400");
    assertThat(asked).hasValue(0);
  }

  @Test
  void moreThanAreAdmittedAre503AndThePlacesComeBack() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch inWork = new CountDownLatch(2);
    ServedSite site =
        serve(
            request -> {
              inWork.countDown();
              await(release);
              return Reply.empty(200);
            });
    HttpClient client = client(site, HttpClient.Version.HTTP_2);
    var first = client.sendAsync(to(site).GET().build(), BodyHandlers.ofString());
    var second = client.sendAsync(to(site).GET().build(), BodyHandlers.ofString());
    assertThat(inWork.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(site.registry.scrape()).contains("shomei_http_in_flight{listener=\"test\"} 2");
    HttpResponse<String> third = client.send(to(site).GET().build(), BodyHandlers.ofString());
    assertThat(third.statusCode()).isEqualTo(503);
    release.countDown();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(second.get().statusCode()).isEqualTo(200);
    assertThat(client.send(to(site).GET().build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    assertThat(site.registry.scrape())
        .contains("shomei_http_rejected_total{listener=\"test\"} 1.0")
        .contains("shomei_http_in_flight{listener=\"test\"} 0")
        .containsPattern("requests_seconds_count.*resource=\"thing\".*status=\"503\"");
  }

  @Test
  void manyHalfSentBodiesTakeNoMoreMemoryThanTheBound() throws Exception {
    ServedSite site = serve(request -> Reply.empty(200));
    HttpClient client = client(site, HttpClient.Version.HTTP_1_1);
    List<SSLSocket> halves = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SSLSocket socket = site.socket();
      halves.add(socket);
      say(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(999));
    }
    until(() -> site.registry.scrape().contains("shomei_http_held_bytes{listener=\"test\"} 3996"));
    assertThat(post(client, site, new byte[999]).statusCode()).isEqualTo(503);
    for (SSLSocket socket : halves) {
      socket.close();
    }
    until(() -> site.registry.scrape().contains("shomei_http_held_bytes{listener=\"test\"} 0"));
    assertThat(post(client, site, new byte[999]).statusCode()).isEqualTo(200);
  }

  @Test
  void connectionsBeyondTheBoundAreClosedAtOnceAndRoomComesBack() throws Exception {
    ServedSite site = serve(request -> Reply.empty(200));
    List<SSLSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      SSLSocket socket = site.socket();
      sockets.add(socket);
      say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(socket.getInputStream().readNBytes(12)).asString(US_ASCII).endsWith("200");
    }
    try (SSLSocket ninth = site.socket()) {
      say(ninth, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(ninth.getInputStream().readNBytes(12)).isEmpty();
    } catch (IOException closed) {
      assertThat(closed).isNotNull();
    }
    for (SSLSocket socket : sockets) {
      socket.close();
    }
    assertThat(site.registry.scrape())
        .contains("shomei_http_connections_refused_total{listener=\"test\"} 1.0");
    HttpClient client = client(site, HttpClient.Version.HTTP_1_1);
    assertThat(client.send(to(site).GET().build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aFaultIsAnsweredWithoutItsInsides() throws Exception {
    ServedSite site =
        serve(
            request -> {
              throw new IllegalStateException("the secret inside");
            });
    HttpResponse<String> response =
        client(site, HttpClient.Version.HTTP_2)
            .send(to(site).GET().build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("FAULT");
    assertThat(response.headers().toString()).doesNotContain("secret");
  }

  @Test
  void headIsAnsweredWithTheLengthAndWithoutTheBody() throws Exception {
    ServedSite site = serve(request -> Reply.text(200, "twelve chars"));
    HttpResponse<String> response =
        client(site, HttpClient.Version.HTTP_1_1)
            .send(
                to(site).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Content-Length")).contains("12");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void aTargetMayComeWithSchemeAndHostWhichAreIgnored() throws Exception {
    ServedSite site = serve(request -> Reply.text(200, request.head().target()));
    assertThat(
            ask(
                site,
                "GET https://elsewhere.example/a/b?c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .endsWith("/a/b?c");
  }

  @Test
  void aClientThatLeavesDuringTheWorkCostsNothingButTheWork() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    ServedSite site =
        serve(
            request -> {
              if (request.head().path().equals("/left")) {
                begun.countDown();
                await(release);
              }
              return Reply.empty(200);
            });
    for (int i = 0; i < 2; i++) {
      SSLSocket socket = site.socket();
      say(socket, "GET /left HTTP/1.1\r\nHost: x\r\n\r\n");
      Thread.ofVirtual()
          .start(
              () -> {
                await(begun);
                close(socket);
              });
    }
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    release.countDown();
    HttpClient client = client(site, HttpClient.Version.HTTP_1_1);
    int status = 503;
    for (int tries = 0; status == 503 && tries < 1000; tries++) {
      status = client.send(to(site).GET().build(), BodyHandlers.ofString()).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void closingLetsTheWorkFinishAndTakesNoMore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ServedSite site =
        serve(
            request -> {
              begun.countDown();
              await(release);
              return Reply.text(200, "finished");
            });
    HttpClient client = client(site, HttpClient.Version.HTTP_1_1);
    var running = client.sendAsync(to(site).GET().build(), BodyHandlers.ofString());
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(site::closeListener);
    assertThat(closing).isNotDone();
    release.countDown();
    assertThat(running.get(20, TimeUnit.SECONDS).body()).isEqualTo("finished");
    closing.get(20, TimeUnit.SECONDS);
    assertThat(
            client(site, HttpClient.Version.HTTP_1_1)
                .sendAsync(to(site).GET().build(), BodyHandlers.ofString()))
        .failsWithin(20, TimeUnit.SECONDS);
  }

  private ServedSite serve(Function<Request, Reply> site) {
    return serve(HttpSettings.Engine.JDK, site);
  }

  private ServedSite serve(HttpSettings.Engine engine, Function<Request, Reply> site) {
    ServedSite served = new ServedSite(folder, engine, TIGHT, site);
    open.add(served);
    return served;
  }

  private static HttpClient client(ServedSite site, HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(site.tls.trusting()).version(version).build();
  }

  private static HttpRequest.Builder to(ServedSite site) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + site.port() + "/thing"));
  }

  private static HttpResponse<String> post(HttpClient client, ServedSite site, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        to(site).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
  }

  /// Says it on a connection of its own, and gives all that comes until the server closes it.
  private static String ask(ServedSite site, String octets) throws IOException {
    try (SSLSocket socket = site.socket()) {
      say(socket, octets);
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static void say(SSLSocket socket, String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  private static long flood(SSLSocket socket) {
    byte[] chunk = ("400\r\n" + "x".repeat(0x400) + "\r\n").getBytes(US_ASCII);
    long sent = 0;
    try {
      while (sent < 50_000_000) {
        socket.getOutputStream().write(chunk);
        sent += chunk.length;
      }
    } catch (IOException cutOff) {
      return sent;
    }
    return sent;
  }

  private static void countDownAtEnd(SSLSocket socket, CountDownLatch closed) {
    try {
      socket.getInputStream().readAllBytes();
    } catch (IOException gone) {
      // also an end
    }
    closed.countDown();
  }

  private static void handshake(SSLSocket socket) {
    try {
      socket.startHandshake();
    } catch (IOException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static void close(SSLSocket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      throw new IllegalStateException(alreadyClosed);
    }
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      assertThat(tries).isLessThan(1000);
      assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
