package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.embedded.ScratchDatabase;
import shomei.sdk.AcmeServer;
import shomei.sdk.ClientSettings;
import shomei.sdk.NewAccountTerms;
import shomei.sdk.Trust;

/// Figures of floods at the program that ships, a process of its own with a heap of 256 MiB: `mvn
/// -q -pl adapters/server -am verify -Dtest=FloodBenchmark
/// -Dsurefire.failIfNoSpecifiedTests=false`. Run by that name only.
final class FloodBenchmark {
  private static final int REVOKED = 100_000;
  private static final int CLIENTS = 16;
  private static final int HANDSHAKING = 2;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration ROUND = Duration.ofSeconds(6);
  private static final Pattern CONNECTIONS =
      Pattern.compile("(\\d+) connections in (\\d+) real seconds");

  /// What is asked for in great number, until a time of [System#nanoTime]; how often it was had.
  private interface Flood {
    long until(long end) throws Exception;
  }

  @TempDir Path folder;

  @Test
  void crlsAndHandshakes() throws Exception {
    ScratchDatabase database = ScratchDatabase.create();
    Site site = Site.in(folder, InstantSource.system(), database);
    site.found();
    StatusBenchmark.revoke(database.url(), 0, REVOKED);
    Files.writeString(site.file(), Files.readString(site.file()) + "acme: {rateLimits: false}\n");
    try (MainProcess server = new MainProcess(site)) {
      int port = URI.create("http://localhost:" + statusPort(site)).getPort();
      String crl = "GET /ca/kita-g1.crl HTTP/1.1\r\nHost: x\r\n";
      while (status(port, crl + "\r\n") != 200) {
        Thread.onSpinWait();
      }
      for (Duration round : List.of(WARM_UP, ROUND)) {
        System.out.println(round.equals(WARM_UP) ? "warming up" : "measured");
        measure("nothing else", site, server, round, until -> 0L);
        measure("the CRL, whole", site, server, round, until -> gets(port, crl + "\r\n", until));
        measure(
            "the CRL, at hand already",
            site,
            server,
            round,
            until -> gets(port, crl + "If-None-Match: *\r\n\r\n", until));
        measure(
            "the CRL, in ranges",
            site,
            server,
            round,
            until -> gets(port, crl + "Range: bytes=0-0,1-1\r\n\r\n", until));
        measure(
            "a CRL that is not there",
            site,
            server,
            round,
            until -> gets(port, "GET /ca/kita-g7.crl HTTP/1.1\r\nHost: x\r\n\r\n", until));
        measure(
            "full handshakes", site, server, round, until -> handshakes(site.acmePort(), round));
      }
    }
  }

  private static int statusPort(Site site) throws IOException {
    return Pattern.compile("publicUrl: http://localhost:(\\d+)")
        .matcher(Files.readString(site.file()))
        .results()
        .mapToInt(result -> Integer.parseInt(result.group(1)))
        .findFirst()
        .orElseThrow();
  }

  /// Asks for new accounts and readiness meanwhile, one after the other.
  private void measure(String what, Site site, MainProcess server, Duration round, Flood flood)
      throws Exception {
    Duration before = cpu(server);
    long begun = System.nanoTime();
    long[] done = new long[1];
    List<List<Double>> meanwhile =
        asking(
            site,
            server,
            begun + round.toNanos(),
            () -> {
              done[0] = flood.until(begun + round.toNanos());
              return done[0];
            });
    double seconds = (System.nanoTime() - begun) / 1e9;
    double busy = cpu(server).minus(before).toMillis() / 1e3;
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %.2f s of %.1f s | %s | %s | %d MiB |%n",
        what,
        done[0] / seconds,
        busy,
        seconds,
        percentiles(meanwhile.getFirst()),
        percentiles(meanwhile.getLast()),
        resident(server) >> 10);
  }

  private List<List<Double>> asking(Site site, MainProcess server, long end, Callable<Long> flood)
      throws Exception {
    List<Double> accounts = new ArrayList<>();
    List<Double> readiness = new ArrayList<>();
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(256);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client = HttpClient.newHttpClient();
        AcmeServer acme =
            AcmeServer.at(
                URI.create("https://localhost:%d/acme/kita/directory".formatted(site.acmePort())),
                ClientSettings.usual(InstantSource.system())
                    .withTrust(Trust.ofCertificates(folder.resolve("tls.pem"))))) {
      Future<Long> flooding = threads.submit(flood);
      while (System.nanoTime() < end || !flooding.isDone()) {
        var key = keys.generateKeyPair();
        accounts.add(time(() -> acme.createAccount(key, NewAccountTerms.plain())));
        readiness.add(
            time(
                () ->
                    assertThat(
                            client
                                .send(
                                    HttpRequest.newBuilder(server.address("/readyz")).build(),
                                    BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200)));
      }
      flooding.get();
    }
    return List.of(accounts, readiness);
  }

  private static double time(Callable<?> act) throws Exception {
    long begun = System.nanoTime();
    act.call();
    return (System.nanoTime() - begun) / 1e6;
  }

  private static String percentiles(List<Double> times) {
    Collections.sort(times);
    return String.format(
        Locale.ROOT,
        "%.1f / %.1f ms",
        times.get(times.size() / 2),
        times.get(times.size() * 95 / 100));
  }

  private static Duration cpu(MainProcess server) {
    return server.process().info().totalCpuDuration().orElseThrow();
  }

  /// The most so far, in KiB.
  private static long resident(MainProcess server) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + server.process().pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static int status(int port, String question) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return Integer.parseInt(
          new String(in.readNBytes(12), StandardCharsets.US_ASCII).substring(9));
    }
  }

  private static long gets(int port, String question, long end) throws Exception {
    AtomicLong answers = new AtomicLong();
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            threads.submit(
                () -> {
                  get(port, question, end, answers);
                  return null;
                }));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    }
    return answers.get();
  }

  private static void get(int port, String question, long end, AtomicLong answers)
      throws IOException {
    byte[] octets = question.getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      while (System.nanoTime() < end) {
        socket.getOutputStream().write(octets);
        long length = 0;
        String status = line(in);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          String lower = header.toLowerCase(Locale.ROOT);
          if (lower.startsWith("content-length:")) {
            length = Long.parseLong(lower.substring(15).strip());
          }
        }
        in.skipNBytes(status.contains(" 304 ") ? 0 : length);
        answers.incrementAndGet();
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the server hung up");
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }

  /// By OpenSSL, which takes less of the processors than a client here would.
  private static long handshakes(int port, Duration round) throws Exception {
    List<Process> clients = new ArrayList<>();
    for (int i = 0; i < HANDSHAKING; i++) {
      clients.add(
          new ProcessBuilder(
                  "openssl",
                  "s_time",
                  "-new",
                  "-connect",
                  "localhost:" + port,
                  "-time",
                  "" + round.toSeconds())
              .redirectErrorStream(true)
              .start());
    }
    long all = 0;
    for (Process client : clients) {
      String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      MatchResult last =
          CONNECTIONS.matcher(said).results().reduce((one, next) -> next).orElseThrow();
      all += Long.parseLong(last.group(1));
    }
    return all;
  }
}
