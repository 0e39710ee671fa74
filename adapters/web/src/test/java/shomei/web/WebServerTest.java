package shomei.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import shomei.web.http.HttpError;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;
import shomei.web.listener.ListenerSettings;
import shomei.web.management.ManagementSite;
import shomei.web.management.Operations;

/// Several listeners as one server.
@Timeout(60)
final class WebServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private record Mounted(Consumer<Routes> routes) implements Site {
    @Override
    public void mount(Routes to) {
      routes.accept(to);
    }

    @Override
    public Response error(Request request, HttpError error) {
      return Response.text(error);
    }
  }

  @Test
  void aListenerWhoseEventLoopsAreAllTakenHoldsUpNoOther() throws Exception {
    CountDownLatch taken = new CountDownLatch(ListenerSettings.Limits.DEFAULT.eventLoops());
    Mounted stuck =
        new Mounted(
            routes ->
                routes
                    .router()
                    .route("/stuck")
                    .handler(
                        routing -> {
                          taken.countDown();
                          await(release);
                          routing.end();
                        }));
    try (WebServer server = start(stuck)) {
      try {
        while (taken.getCount() > 0) {
          HttpClient another = HttpClient.newHttpClient();
          var unused = another.sendAsync(to(port(server), "/stuck"), BodyHandlers.ofString());
          boolean all = taken.await(100, TimeUnit.MILLISECONDS);
          assertThat(unused.isDone()).as("all taken: %s", all).isFalse();
        }
        assertThat(get(server.managementPort(), "/readyz").statusCode()).isEqualTo(200);
        assertThat(get(server.managementPort(), "/metrics").statusCode()).isEqualTo(200);
      } finally {
        release.countDown();
      }
    }
  }

  @Test
  void itIsReadyNoMoreBeforeItStopsToServe() throws Exception {
    Mounted slow =
        new Mounted(
            routes ->
                routes.get(
                    "slow",
                    "/slow",
                    request -> {
                      begun.countDown();
                      await(release);
                      return Response.text(200, "finished");
                    }));
    WebServer server = start(slow);
    assertThat(get(server.managementPort(), "/readyz").statusCode()).isEqualTo(200);
    var running = client.sendAsync(to(port(server), "/slow"), BodyHandlers.ofString());
    await(begun);
    var closing = CompletableFuture.runAsync(server::close);
    int status = 200;
    for (int tries = 0; status == 200 && tries < 100_000; tries++) {
      status = get(server.managementPort(), "/readyz").statusCode();
    }
    assertThat(status).isEqualTo(503);
    release.countDown();
    assertThat(running.get(20, TimeUnit.SECONDS).body()).isEqualTo("finished");
    closing.get(20, TimeUnit.SECONDS);
  }

  @Test
  void itIsNotReadyWhileAListenerDoesNotServeYet() throws Exception {
    Operations operations =
        new Operations(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Map.of());
    try (WebServer server = start(new ManagementSite(operations, () -> false))) {
      assertThat(get(port(server), "/readyz").statusCode()).isEqualTo(503);
      assertThat(get(port(server), "/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatSeveralRoutesTakeAtOnePathIsAllowedTogether() throws Exception {
    Mounted form =
        new Mounted(
            routes -> {
              routes.get("form", "/form", request -> Response.text(200, "shown"));
              routes.post("form", "/form", request -> Response.text(200, "sent"));
            });
    try (WebServer server = start(form)) {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri(port(server), "/form"));
      HttpResponse<String> answer = client.send(request.DELETE().build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST");
      assertThat(get(port(server), "/f%6frm").statusCode()).isEqualTo(404);
    }
  }

  private static WebServer start(Site site) {
    return WebServer.start(
        List.of(new WebServer.Served(plain("site"), site)),
        plain("management"),
        new Operations(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Map.of()),
        InstantSource.fixed(Instant.parse("2026-11-21T08:00:00Z")),
        new SecureRandom());
  }

  private static ListenerSettings plain(String name) {
    return new ListenerSettings(
        name, "127.0.0.1", 0, Optional.empty(), ListenerSettings.Limits.DEFAULT, Set.of(), false);
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return client.send(to(port, path), BodyHandlers.ofString());
  }

  private static int port(WebServer server) {
    return server.port("site").orElseThrow();
  }

  private static HttpRequest to(int port, String path) {
    return HttpRequest.newBuilder(uri(port, path)).build();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
