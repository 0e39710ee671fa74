package shomei.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import shomei.web.http.HttpError;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// A balancer that lets TLS through says who the client is before the client says anything.
@Timeout(60)
final class ProxyProtocolTest {
  private final Listener listener =
      new Listener(
          new ListenerSettings(
              "test",
              "127.0.0.1",
              0,
              Optional.empty(),
              ListenerSettings.Limits.DEFAULT,
              Set.of("127.0.0.1"),
              true),
          new TellsTheAddress(),
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          OpenTelemetry.noop(),
          InstantSource.fixed(Instant.parse("2026-11-21T08:00:00Z")),
          new SecureRandom());

  @AfterEach
  void close() {
    listener.close();
  }

  @Test
  void theClientIsWhomTheHeaderNames() throws Exception {
    listener.start();
    assertThat(asked("PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("203.0.113.7");
  }

  @Test
  void whoComesWithoutTheHeaderIsNotHeard() throws Exception {
    listener.start();
    assertThat(asked("")).isEmpty();
  }

  private String asked(String before) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      socket
          .getOutputStream()
          .write(
              (before + "GET /thing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private record TellsTheAddress() implements Site {
    @Override
    public void mount(Routes routes) {
      routes.all(path -> "thing", request -> Response.text(200, request.address()));
    }

    @Override
    public Response error(Request request, HttpError error) {
      return Response.text(error);
    }
  }
}
