package shomei.web.listener;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import shomei.web.TestTls;
import shomei.web.http.Endpoint;
import shomei.web.http.HttpError;
import shomei.web.http.Intake;
import shomei.web.http.Reply;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// A listener over TLS on a free port, in front of a site that is one function.
final class ServedSite implements AutoCloseable {
  final TestTls tls = new TestTls();
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Listener listener;

  ServedSite(
      Path folder,
      ListenerSettings.Engine engine,
      ListenerSettings.Limits limits,
      Function<Request, Reply> site) {
    this(folder, engine, false, limits, site);
  }

  /// @param mutual whether clients must show a certificate
  ServedSite(
      Path folder,
      ListenerSettings.Engine engine,
      boolean mutual,
      ListenerSettings.Limits limits,
      Function<Request, Reply> site) {
    this(
        folder,
        engine,
        mutual
            ? new ListenerSettings.ClientCertificate.Required()
            : new ListenerSettings.ClientCertificate.None(),
        limits,
        site);
  }

  ServedSite(
      Path folder,
      ListenerSettings.Engine engine,
      ListenerSettings.ClientCertificate client,
      ListenerSettings.Limits limits,
      Function<Request, Reply> site) {
    ListenerSettings.Tls secure = new ListenerSettings.Tls(tls.pem(folder), engine, client);
    listener =
        new Listener(
            new ListenerSettings(
                "test", "127.0.0.1", 0, Optional.of(secure), limits, Set.of(), false),
            new OneFunction(site),
            registry,
            OpenTelemetry.noop(),
            InstantSource.fixed(Instant.parse("2026-11-21T08:00:00Z")),
            new SecureRandom());
    listener.start();
  }

  int port() {
    return listener.port();
  }

  /// A connection on which the test says every octet itself.
  SSLSocket socket() throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.trusting().getSocketFactory().createSocket("127.0.0.1", port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  void closeListener() {
    listener.close();
  }

  @Override
  public void close() {
    listener.close();
  }

  /// Runs where the listener ends.
  volatile Runnable ending = () -> {};

  /// How requests are taken in.
  volatile Function<Request, Intake> intake = request -> Intake.Work.GOES_ON;

  private final class OneFunction implements Site {
    private final Function<Request, Reply> site;

    OneFunction(Function<Request, Reply> site) {
      this.site = site;
    }

    @Override
    public void mount(Routes routes) {
      routes.all(
          path -> "thing",
          new Endpoint() {
            @Override
            public Intake intake(Request request) {
              return intake.apply(request);
            }

            @Override
            public Reply answer(Request request) {
              return site.apply(request);
            }
          });
    }

    @Override
    public Response error(Request request, HttpError error) {
      return Response.text(error);
    }

    @Override
    public void end() {
      ending.run();
    }
  }
}
