package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A hostile number of questions about certificates' status, of all kinds, on the port that anybody
/// may ask.
@Tag("slow")
@Timeout(600)
final class StatusFloodTest {
  private static final int CLIENTS = 32;
  private static final int QUESTIONS = 500;
  private static final long HEAP_MORE = 32 << 20;

  @TempDir Path folder;
  private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

  @Test
  void aFloodLeavesNothingBehindAndSubscribersAreServedMeanwhile() throws Exception {
    Site site = Site.in(folder, InstantSource.system());
    site.found();
    ServerTest.register(site);
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      server.runSchedule();
      flood(server.statusPort(), 0, 20);
      long series = series(server);
      long heap = heap();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          int client = i + 1;
          clients.add(
              threads.submit(
                  () -> {
                    flood(server.statusPort(), client, QUESTIONS);
                    return null;
                  }));
        }
        X509Certificate certificate = pc.acquire("12345678901234/user1", "1234abcd");
        assertThat(certificate.getVersion()).isEqualTo(3);
        for (Future<?> one : clients) {
          one.get(300, TimeUnit.SECONDS);
        }
      }
      assertThat(statuses).isSubsetOf(200, 304, 400, 404, 405, 414, 503).contains(200, 304, 404);
      assertThat(heap() - heap).isLessThan(HEAP_MORE);
      // one or two more for each kind of answer that was not seen before, none for a path
      assertThat(series(server) - series).isLessThan(200);
    }
  }

  private void flood(int port, int client, int questions) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < questions; i++) {
        if (socket.isClosed()) {
          socket = new Socket(InetAddress.getLoopbackAddress(), port);
          in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(question(client, i).getBytes(StandardCharsets.US_ASCII));
        if (!answered(in)) {
          socket.close();
        }
      }
    } finally {
      socket.close();
    }
  }

  private static String question(int client, int number) {
    String other = client + "-" + number;
    String head =
        switch (number % 9) {
          case 0 -> "GET /ca/kita-g1.crl HTTP/1.1";
          case 1 -> "GET /ca/kita-g1.crl HTTP/1.1\r\nIf-None-Match: *";
          case 2 -> "GET /ca/kita-g1.crl HTTP/1.1\r\nRange: bytes=0-0,1-1,2-2,0-,-1";
          case 3 ->
              "GET /ca/kita-g1.crl HTTP/1.1\r\nIf-Modified-Since: Fri, 31 Dec 2100 23:59:59 GMT";
          case 4 -> "GET /ca/kita-g1/" + client * 1000 + number + ".crl HTTP/1.1";
          case 5 -> "GET /ca/nobody-" + other + ".crl HTTP/1.1";
          case 6 -> "GET /ocsp/kita-g1/MEUw" + other.replace('-', 'A') + " HTTP/1.1";
          case 7 -> "GET /" + other + "/" + "x".repeat(200) + " HTTP/1.1";
          default -> "GET /ca/kita-g1.crl?" + other + " HTTP/1.1";
        };
    return head + "\r\nHost: localhost\r\n\r\n";
  }

  /// @return whether the connection goes on
  private boolean answered(InputStream in) throws IOException {
    String status = line(in);
    if (status.isEmpty()) {
      return false;
    }
    statuses.add(Integer.parseInt(status.substring(9, 12)));
    int length = 0;
    boolean goesOn = true;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      goesOn &= !lower.equals("connection: close");
    }
    if (!status.contains(" 304 ")) {
      in.skipNBytes(length);
    }
    return goesOn;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n' && octet >= 0; octet = in.read()) {
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long series(Server server) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(server.managementPort()));
      return client
          .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .count();
    }
  }
}
