package shomei.server;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.sdk.ExternalAccount;

/// What traces cost the server: `mvn -q -pl adapters/server -am verify -Dtest=TracingBenchmark
/// -Dsurefire.failIfNoSpecifiedTests=false`. Run by that name only.
///
/// The program that ships, twice, with and without; partners enroll at one and the other in turns,
/// and the processor time of each process is read.
final class TracingBenchmark {
  private static final int WARM_UP = 400;
  private static final int ROUND = 300;
  private static final int ROUNDS = 4;

  @TempDir Path folder;
  private int names;

  private record Side(String name, Pc pc, ExternalAccount partner, MainProcess server) {}

  @Test
  void processorTimeOfAnEnrollment() throws Exception {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
    Site without = site("without");
    Site with = site("with");
    try (MainProcess off = new MainProcess(without);
        MainProcess on = new MainProcess(with, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));
        Pc pcOff = new Pc(without);
        Pc pcOn = new Pc(with)) {
      Side[] sides = {
        new Side("off", pcOff, Pc.partner(without, "example.jp"), off),
        new Side("on", pcOn, Pc.partner(with, "example.jp"), on)
      };
      for (Side side : sides) {
        enroll(side, WARM_UP);
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Side side : sides) {
          Duration before = spent(side);
          enroll(side, ROUND);
          System.out.printf(
              Locale.ROOT,
              "%-4s %.2f ms of processor time an enrollment%n",
              side.name(),
              spent(side).minus(before).toMillis() / (double) ROUND);
        }
      }
    } finally {
      collector.stop(0);
    }
  }

  private Site site(String name) throws Exception {
    Site site = Site.in(Files.createDirectory(folder.resolve(name)), InstantSource.system());
    Files.writeString(site.file(), Files.readString(site.file()) + "acme: {rateLimits: false}\n");
    site.found();
    return site;
  }

  private static Duration spent(Side side) {
    return side.server().process().info().totalCpuDuration().orElseThrow();
  }

  private void enroll(Side side, int times) {
    int first = names;
    names += times;
    IntStream.range(first, names)
        .parallel()
        .forEach(
            i -> {
              try {
                side.pc().enroll(side.partner(), "host" + i + ".example.jp");
              } catch (Exception fault) {
                throw new IllegalStateException(fault);
              }
            });
  }
}
