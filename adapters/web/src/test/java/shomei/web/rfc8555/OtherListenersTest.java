package shomei.web.rfc8555;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.web.WebServer;
import shomei.web.listener.ListenerSettings;
import shomei.web.management.Probe;

/// The status and the management listener, and how all three start and stop.
final class OtherListenersTest {
  @RegisterExtension static final Edge edge = new Edge();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/ca/",
        "/ca/.cer",
        "/ca/none-g1.cer",
        "/ca/../test-g1.cer",
        "/ca/TEST-g1.cer",
        "/ca/test-g1.crl",
        "/ocsp",
        "/metrics",
        "/acme/kita/directory"
      })
  void whatTheStatusListenerDoesNotHaveIs404(String path) throws Exception {
    assertThat(get(edge.statusPort(), path).statusCode()).isEqualTo(404);
  }

  @Test
  void theProcessTellsThatItLives() throws Exception {
    assertThat(get(edge.managementPort(), "/healthz").statusCode()).isEqualTo(200);
    assertThat(get(edge.managementPort(), "/readyz").statusCode()).isEqualTo(200);
    assertThat(get(edge.managementPort(), "/nothing").statusCode()).isEqualTo(404);
    assertThat(send(edge.managementPort(), "POST", "/healthz").statusCode()).isEqualTo(405);
  }

  @Test
  void readinessNamesThePartsThatAreNotUsable() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Map<String, Probe> probes =
        Map.of(
            "database",
            () -> true,
            "token",
            () -> {
              throw new IllegalStateException("the PIN of the token is 1234");
            },
            "mail",
            () -> {
              try {
                never.await();
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
              return true;
            });
    try (WebServer other = edge.start(settings(0), probes)) {
      HttpResponse<byte[]> response = get(other.managementPort(), "/readyz");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(new String(response.body(), UTF_8))
          .isEqualTo("database usable\nmail NOT USABLE\ntoken NOT USABLE\n");
      assertThat(get(other.managementPort(), "/healthz").statusCode()).isEqualTo(200);
    }
    never.countDown();
  }

  @Test
  void metricsCountRequestsByResourceAndStatusAndNothingThatClientsChoose() throws Exception {
    Client client = Client.withAccount(edge, "kita");
    // of letters alone: the figures may have any digits
    client.get(client.url("secret-path?pin=concealed"));
    // a request is counted when its answer has been handed over, which a client may overtake
    Edge.until(() -> metrics().contains("resource=\"unknown\",status=\"404\""));
    assertThat(metrics())
        .containsPattern(
            "shomei_http_requests_seconds_count\\{listener=\"acme\",resource=\"new-account\",status=\"201\"\\} 1")
        .contains("shomei_http_in_flight{listener=\"acme\"}")
        .doesNotContain("secret", "concealed", "kita");
  }

  private static String metrics() {
    try {
      return new String(get(edge.managementPort(), "/metrics").body(), UTF_8);
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }

  @Test
  void aTakenPortIsToldAndNothingIsLeftRunning() throws Exception {
    assertThatThrownBy(() -> edge.start(settings(edge.port()), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + edge.port());
    Client client = Client.withAccount(edge, "kita");
    client.read(client.account()).has(200);
  }

  @Test
  void keyMaterialThatIsNoneIsToldAtStart() {
    ListenerSettings broken =
        Edge.listener(
            "acme",
            0,
            Optional.of(
                new ListenerSettings.KeyMaterial.Pem(
                    folder.resolve("none.pem"), folder.resolve("none.key"))));
    assertThatThrownBy(() -> edge.start(broken, Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none");
  }

  @Test
  void aPkcs12FileWillDoAndItsPasswordIsNowhereShown() throws Exception {
    ListenerSettings settings = settings(0);
    assertThat(settings.toString()).doesNotContain("not a secret");
    try (WebServer other = edge.start(settings, Map.of())) {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .sslContext(edge.tls.trusting())
              .build()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "https://localhost:"
                                  + other.port("acme").orElseThrow()
                                  + "/acme/kita/directory"))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  private ListenerSettings settings(int port) {
    return Edge.listener("acme", port, Optional.of(edge.tls.pkcs12(folder)));
  }

  private static HttpResponse<byte[]> get(int port, String path)
      throws IOException, InterruptedException {
    return send(port, "GET", path);
  }

  private static HttpResponse<byte[]> send(int port, String method, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofByteArray());
    }
  }
}
