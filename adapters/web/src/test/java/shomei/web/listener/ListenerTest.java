package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.web.http.Reply;
import shomei.web.http.Request;
import shomei.web.http.Response;

@Timeout(60)
final class ListenerTest {
  @TempDir Path folder;
  private final List<ServedSite> open = new ArrayList<>();

  @AfterEach
  void closeAll() {
    open.forEach(ServedSite::close);
  }

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void bothEnginesSpeakHttp2AndHttp1(ListenerSettings.Engine engine) throws Exception {
    ServedSite site = serve(engine, request -> Response.text(200, request.method()));
    for (HttpClient.Version version : HttpClient.Version.values()) {
      if (version.name().equals("HTTP_3")) {
        continue;
      }
      HttpResponse<String> response =
          Wire.client(site, version).send(Wire.to(site).GET().build(), BodyHandlers.ofString());
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
    ServedSite site = serve(request -> Response.empty(200));
    try (SSLSocket socket = site.socket()) {
      assertThat(socket.getSupportedProtocols()).contains("TLSv1.1");
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});
      assertThat(CompletableFuture.runAsync(() -> handshake(socket)))
          .failsWithin(15, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aBodyWithinTheBoundArrivesWholeAndOneBeyondItIs413(HttpClient.Version version)
      throws Exception {
    ServedSite site = serve(request -> Response.text(200, "" + request.body().length()));
    HttpClient client = Wire.client(site, version);
    assertThat(Wire.post(client, site, new byte[1000]).body()).isEqualTo("1000");
    HttpResponse<String> tooLong = Wire.post(client, site, new byte[1001]);
    assertThat(tooLong.statusCode()).isEqualTo(413);
    assertThat(tooLong.body()).isEqualTo("The body of the request is too large.\n");
    assertThat(Wire.post(client, site, new byte[10]).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNotHttpIs400And414And431() throws Exception {
    ServedSite site = serve(request -> Response.empty(200));
    assertThat(Wire.ask(site, "\u0001\u0002garbage\r\n\r\n"))
        .startsWith("HTTP/1.")
        .contains(" 400 ");
    assertThat(Wire.ask(site, "GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .contains(" 414 ");
    assertThat(Wire.ask(site, "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(9000) + "\r\n\r\n"))
        .contains(" 431 ");
  }

  @Test
  void twoLengthsAreRefusedAndSmuggleNothing() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ServedSite site =
        serve(
            request -> {
              asked.incrementAndGet();
              return Response.empty(200);
            });
    assertThat(
            Wire.ask(
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

  @ParameterizedTest
  @CsvSource({
    "'', 400",
    "'Host: x\r\nHost: x\r\n', 400",
    "'Host: x\r\nTransfer-Encoding: gzip\r\n', 501",
    "'Host: x\r\nTransfer-Encoding: gzip, chunked\r\n', 501",
    "'Host: x\r\nTransfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n', 501"
  })
  void aHeadThatOthersMayReadDifferentlyIsRefusedAndEndsTheConnection(String fields, int status)
      throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ServedSite site =
        serve(
            request -> {
              asked.incrementAndGet();
              return Response.empty(200);
            });
    assertThat(Wire.ask(site, "POST / HTTP/1.1\r\n" + fields + "\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status);
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void ciphersThatDoNotAuthenticateAreNotSpoken(ListenerSettings.Engine engine) throws Exception {
    ServedSite site = serve(engine, request -> Response.empty(200));
    for (String suite :
        List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384")) {
      try (SSLSocket socket = site.socket()) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {suite});
        assertThat(CompletableFuture.runAsync(() -> handshake(socket)))
            .failsWithin(15, TimeUnit.SECONDS)
            .withThrowableOfType(ExecutionException.class);
      }
    }
    try (SSLSocket socket = site.socket()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      handshake(socket);
      assertThat(socket.getSession().getCipherSuite()).contains("ECDHE", "GCM");
    }
  }

  @Test
  void aFaultIsAnsweredWithoutItsInsides() throws Exception {
    ServedSite site =
        serve(
            request -> {
              throw new IllegalStateException("the secret inside");
            });
    HttpResponse<String> response =
        Wire.client(site, HttpClient.Version.HTTP_2)
            .send(Wire.to(site).GET().build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).startsWith("The server failed");
    assertThat(response.headers().toString()).doesNotContain("secret");
  }

  @Test
  void whoeverIsToldThatAPartIsAwayIsToldWhenToComeBack() throws Exception {
    ServedSite site =
        serve(
            request -> {
              throw new Refusal(Reason.UNAVAILABLE, "the database is away");
            });
    HttpResponse<String> response =
        Wire.client(site, HttpClient.Version.HTTP_2)
            .send(Wire.to(site).GET().build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void headIsAnsweredWithTheLengthAndWithoutTheBody() throws Exception {
    ServedSite site = serve(request -> Response.text(200, "twelve chars"));
    HttpResponse<String> response =
        Wire.client(site, HttpClient.Version.HTTP_1_1)
            .send(
                Wire.to(site).method("HEAD", BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Content-Length")).contains("12");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void aTargetMayComeWithSchemeAndHostWhichAreIgnored() throws Exception {
    ServedSite site = serve(request -> Response.text(200, request.target()));
    assertThat(
            Wire.ask(
                site,
                "GET https://elsewhere.example/a/b?c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .endsWith("/a/b?c");
  }

  @Test
  void closingLetsTheWorkFinishAndTakesNoMore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ServedSite site =
        serve(
            request -> {
              begun.countDown();
              Wire.await(release);
              return Response.text(200, "finished");
            });
    HttpClient client = Wire.client(site, HttpClient.Version.HTTP_1_1);
    var running = client.sendAsync(Wire.to(site).GET().build(), BodyHandlers.ofString());
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(site::closeListener);
    assertThat(closing).isNotDone();
    release.countDown();
    assertThat(running.get(20, TimeUnit.SECONDS).body()).isEqualTo("finished");
    closing.get(20, TimeUnit.SECONDS);
    assertThat(
            Wire.client(site, HttpClient.Version.HTTP_1_1)
                .sendAsync(Wire.to(site).GET().build(), BodyHandlers.ofString()))
        .failsWithin(20, TimeUnit.SECONDS);
  }

  private ServedSite serve(Function<Request, Reply> site) {
    return serve(ListenerSettings.Engine.JDK, site);
  }

  private ServedSite serve(ListenerSettings.Engine engine, Function<Request, Reply> site) {
    ServedSite served = new ServedSite(folder, engine, Wire.PATIENT, site);
    open.add(served);
    return served;
  }

  private static void handshake(SSLSocket socket) {
    try {
      socket.startHandshake();
    } catch (IOException refused) {
      throw new IllegalStateException(refused);
    }
  }
}
