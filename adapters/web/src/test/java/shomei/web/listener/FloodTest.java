package shomei.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.kernel.Octets;
import shomei.web.http.Reply;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// Many of the same at once: readers, connections, clients that stay.
@Tag("slow")
@Timeout(60)
final class FloodTest {
  static final ListenerSettings.Limits WIDE =
      new ListenerSettings.Limits(
          1000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          64,
          64,
          64_000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(50),
          2);

  @TempDir Path folder;

  @Test
  void readersThatDoNotReadHoldAPieceEachOfALargeList() throws Exception {
    Octets list = Octets.of(new byte[16 << 20]);
    long before = PlatformDependent.usedDirectMemory();
    try (ServedSite site = serve(request -> Response.of(200, "application/pkix-crl", list))) {
      List<SSLSocket> readers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        SSLSocket reader = site.socket();
        readers.add(reader);
        Wire.say(reader, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(reader.getInputStream().readNBytes(12)).asString(US_ASCII).endsWith("200");
      }
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(64 << 20);
      long rest = readers.getFirst().getInputStream().transferTo(new ByteArrayOutputStream());
      assertThat(rest).isGreaterThan(list.length());
      for (SSLSocket reader : readers) {
        reader.close();
      }
    }
  }

  @Test
  void connectionsThatNeverBeginTheirHandshakeAreCountedAndEnd() throws Exception {
    try (ServedSite site =
        new ServedSite(
            folder,
            ListenerSettings.Engine.JDK,
            true,
            Wire.TIGHT,
            request -> Response.empty(200))) {
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
        socket.setSoTimeout(20_000);
        silent.add(socket);
      }
      try (Socket ninth = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
        ninth.setSoTimeout(20_000);
        assertThat(end(ninth)).isTrue();
      }
      assertThat(site.registry.scrape())
          .contains("shomei_http_connections_refused_total{listener=\"test\"} 1.0");
      for (Socket socket : silent) {
        assertThat(end(socket)).isTrue();
      }
    }
  }

  /// Whether the server closes the connection, and says nothing before.
  private static boolean end(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void clientsThatStayAndAskOnHoldUpNoEnd() throws Exception {
    ServedSite site = serve(request -> Response.text(200, "served"));
    CountDownLatch served = new CountDownLatch(6);
    List<CompletableFuture<Void>> asking = new ArrayList<>();
    for (HttpClient.Version version :
        List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
      for (int i = 0; i < 3; i++) {
        HttpClient client = Wire.client(site, version);
        asking.add(
            CompletableFuture.runAsync(
                () -> askOn(client, site, served), task -> Thread.ofVirtual().start(task)));
      }
      HttpClient idle = Wire.client(site, version);
      assertThat(idle.send(Wire.to(site).build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
    Wire.await(served);
    CompletableFuture.runAsync(site::close).get(30, TimeUnit.SECONDS);
    for (CompletableFuture<Void> client : asking) {
      client.get(20, TimeUnit.SECONDS);
    }
  }

  /// Asks until it cannot.
  private static void askOn(HttpClient client, ServedSite site, CountDownLatch served) {
    try {
      while (client.send(Wire.to(site).build(), BodyHandlers.ofString()).statusCode() == 200) {
        served.countDown();
      }
    } catch (IOException closed) {
      served.countDown();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private ServedSite serve(Function<Request, Reply> site) {
    return new ServedSite(folder, ListenerSettings.Engine.JDK, WIDE, site);
  }
}
