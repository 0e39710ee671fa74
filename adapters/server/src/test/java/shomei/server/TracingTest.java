package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.sdk.Trust;

/// What a collector of traces gets by OTLP.
final class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PIN = "1234abcd";

  @TempDir Path folder;

  @Test
  void aCollectorGetsWhatRequestsDidAndNeverWhatTheySaid() throws Exception {
    List<byte[]> received = new CopyOnWriteArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          received.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    String id;
    try {
      Site site = Site.in(folder, InstantSource.system());
      site.found();
      ServerTest.register(site);
      Map<String, String> environment =
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              "http://127.0.0.1:" + collector.getAddress().getPort());
      try (Adapters adapters = ServerTest.adapters(site, InstantSource.system());
          Server server = Server.start(adapters, environment);
          Pc pc = new Pc(site)) {
        pc.acquire("12345678901234/user1", PIN);
        id = traced(server);
      }
    } finally {
      collector.stop(0);
    }
    StringBuilder all = new StringBuilder();
    received.forEach(part -> all.append(new String(part, StandardCharsets.ISO_8859_1)));
    String trace = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
    assertThat(all)
        .contains("POST ", "database", "postgresql", "token sign", "token mac", "kita-g1")
        .contains("http.route", "shomei.request.id", id)
        .as("the caller's trace is gone on with")
        .contains(trace)
        .doesNotContain(PIN, "user1", "12345678901234", "select ", "127.0.0.1");
  }

  @Test
  void withoutAWordInTheEnvironmentThereAreNone() {
    assertThat(Tracing.of(Map.of("PATH", "/bin", "OTEL_SERVICE_NAME", "x"))).isSameAs(Tracing.OFF);
  }

  /// A request of somebody who traces.
  ///
  /// @return the request's id
  private String traced(Server server) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(Trust.ofCertificates(folder.resolve("tls.pem")).context())
            .build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "https://localhost:%d/acme/kita/new-nonce?pin=%s"
                              .formatted(server.acmePort(), PIN)))
                  .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                  .build(),
              BodyHandlers.ofString());
      return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }
  }
}
