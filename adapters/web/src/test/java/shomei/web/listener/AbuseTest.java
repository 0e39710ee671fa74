package shomei.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shomei.web.http.Reply;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// What one client does at the cost of the others, and the bound that it meets.
@Tag("slow")
@Timeout(60)
final class AbuseTest {
  @TempDir Path folder;
  private final List<ServedSite> open = new ArrayList<>();

  @AfterEach
  void closeAll() {
    open.forEach(ServedSite::close);
  }

  @Test
  void aBodyWithoutEndIsCutOffWellBeforeItFillsTheMemory() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ServedSite site =
        serve(
            request -> {
              asked.incrementAndGet();
              return Response.empty(200);
            });
    try (SSLSocket socket = site.socket()) {
      Wire.say(socket, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      CompletableFuture<Long> flood = CompletableFuture.supplyAsync(() -> flood(socket));
      assertThat(socket.getInputStream().readNBytes(12)).asString(US_ASCII).endsWith("413");
      assertThat(flood.get(20, TimeUnit.SECONDS)).isLessThan(20_000_000L);
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void aSlowBodyIs408AndTheConnectionEnds() throws Exception {
    ServedSite site = serve(Wire.TIGHT, request -> Response.empty(200));
    try (SSLSocket socket = site.socket()) {
      Wire.say(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 408").containsIgnoringCase("connection: close");
    }
  }

  @Test
  void aHeadThatTricklesIsCutOffHoweverBusyItsConnectionLooks() throws Exception {
    ServedSite site = serve(Wire.TIGHT, request -> Response.empty(200));
    try (SSLSocket socket = site.socket()) {
      Wire.say(socket, "GET / HTTP/1.1\r\n");
      CountDownLatch closed = new CountDownLatch(1);
      Thread.ofVirtual().start(() -> countDownAtEnd(socket, closed));
      int sent = 0;
      while (!closed.await(100, TimeUnit.MILLISECONDS) && sent < 300) {
        sent++;
        try {
          Wire.say(socket, "X-Header-" + sent + ": x\r\n");
        } catch (IOException gone) {
          break;
        }
      }
      assertThat(sent).isBetween(10, 60);
    }
  }

  @Test
  void manyHalfSentBodiesTakeNoMoreMemoryThanTheBound() throws Exception {
    ServedSite site = serve(request -> Response.empty(200));
    HttpClient client = Wire.client(site, HttpClient.Version.HTTP_1_1);
    List<SSLSocket> halves = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SSLSocket socket = site.socket();
      halves.add(socket);
      Wire.say(
          socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(999));
    }
    Wire.until(
        () -> site.registry.scrape().contains("shomei_http_held_bytes{listener=\"test\"} 3996"));
    assertThat(Wire.post(client, site, new byte[999]).statusCode()).isEqualTo(503);
    for (SSLSocket socket : halves) {
      socket.close();
    }
    Wire.until(
        () -> site.registry.scrape().contains("shomei_http_held_bytes{listener=\"test\"} 0"));
    assertThat(Wire.post(client, site, new byte[999]).statusCode()).isEqualTo(200);
  }

  @Test
  void connectionsBeyondTheBoundAreClosedAtOnceAndRoomComesBack() throws Exception {
    ServedSite site = serve(request -> Response.empty(200));
    List<SSLSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      SSLSocket socket = site.socket();
      sockets.add(socket);
      Wire.say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(socket.getInputStream().readNBytes(12)).asString(US_ASCII).endsWith("200");
    }
    try (SSLSocket ninth = site.socket()) {
      Wire.say(ninth, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(ninth.getInputStream().readNBytes(12)).isEmpty();
    } catch (IOException closed) {
      assertThat(closed).isNotNull();
    }
    for (SSLSocket socket : sockets) {
      socket.close();
    }
    assertThat(site.registry.scrape())
        .contains("shomei_http_connections_refused_total{listener=\"test\"} 1.0");
    HttpClient client = Wire.client(site, HttpClient.Version.HTTP_1_1);
    Wire.until(() -> served(client, site));
  }

  private static boolean served(HttpClient client, ServedSite site) {
    try {
      return client.send(Wire.to(site).GET().build(), BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException refused) {
      return false;
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  @Test
  void moreThanAreAdmittedAre503AndThePlacesComeBack() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch inWork = new CountDownLatch(2);
    ServedSite site =
        serve(
            request -> {
              inWork.countDown();
              Wire.await(release);
              return Response.empty(200);
            });
    HttpClient client = Wire.client(site, HttpClient.Version.HTTP_2);
    var first = client.sendAsync(Wire.to(site).GET().build(), BodyHandlers.ofString());
    var second = client.sendAsync(Wire.to(site).GET().build(), BodyHandlers.ofString());
    assertThat(inWork.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(site.registry.scrape()).contains("shomei_http_in_flight{listener=\"test\"} 2");
    HttpResponse<String> third = client.send(Wire.to(site).GET().build(), BodyHandlers.ofString());
    assertThat(third.statusCode()).isEqualTo(503);
    release.countDown();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(second.get().statusCode()).isEqualTo(200);
    assertThat(client.send(Wire.to(site).GET().build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    assertThat(site.registry.scrape())
        .contains("shomei_http_rejected_total{listener=\"test\"} 1.0")
        .contains("shomei_http_in_flight{listener=\"test\"} 0")
        .containsPattern("requests_seconds_count.*resource=\"thing\".*status=\"503\"");
  }

  @Test
  void aClientThatLeavesDuringTheWorkCostsNothingButTheWork() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    ServedSite site =
        serve(
            request -> {
              if (request.path().equals("/left")) {
                begun.countDown();
                Wire.await(release);
              }
              return Response.empty(200);
            });
    for (int i = 0; i < 2; i++) {
      SSLSocket socket = site.socket();
      Wire.say(socket, "GET /left HTTP/1.1\r\nHost: x\r\n\r\n");
      Thread.ofVirtual()
          .start(
              () -> {
                Wire.await(begun);
                close(socket);
              });
    }
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    release.countDown();
    HttpClient client = Wire.client(site, HttpClient.Version.HTTP_1_1);
    int status = 503;
    for (int tries = 0; status == 503 && tries < 1000; tries++) {
      status = client.send(Wire.to(site).GET().build(), BodyHandlers.ofString()).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  private ServedSite serve(Function<Request, Reply> site) {
    return serve(Wire.PATIENT, site);
  }

  private ServedSite serve(ListenerSettings.Limits limits, Function<Request, Reply> site) {
    ServedSite served = new ServedSite(folder, ListenerSettings.Engine.JDK, limits, site);
    open.add(served);
    return served;
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

  private static void close(SSLSocket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      throw new IllegalStateException(alreadyClosed);
    }
  }
}
