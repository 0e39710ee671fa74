package shomei.web.listener;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Says to Vert.x what the settings say.
final class ServerOptions {
  /// Those that authenticate what they encrypt, with keys that nobody can have later.
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final int HEAD_OCTETS = 8 * 1024;
  private static final int TARGET_OCTETS = 4 * 1024;
  private static final int STREAMS = 128;
  private static final int BACKLOG = 1024;
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private ServerOptions() {}

  /// @param key shown in handshakes; empty for plain HTTP
  static HttpServerOptions of(ListenerSettings settings, Optional<ServerKey> key) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setAcceptBacklog(BACKLOG)
            .setIdleTimeout(Math.toIntExact(settings.limits().idle().toMillis()))
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxHeaderSize(HEAD_OCTETS)
            .setMaxInitialLineLength(TARGET_OCTETS)
            .setHandle100ContinueAutomatically(true)
            .setUseProxyProtocol(settings.proxyProtocol())
            .setProxyProtocolTimeout(HANDSHAKE.toSeconds())
            .setProxyProtocolTimeoutUnit(TimeUnit.SECONDS)
            .setHttp2ClearTextEnabled(false);
    settings
        .tls()
        .ifPresent(
            wanted -> {
              secure(options, wanted, settings.limits());
              options.setKeyCertOptions(key.orElseThrow().options());
            });
    return options;
  }

  /// The address that all event loops of a listener share, its port a free one where the setting is
  /// 0. Vert.x tells listeners on free ports apart by a number, which the name gives.
  static SocketAddress address(ListenerSettings settings) {
    return settings.port() == 0
        ? SocketAddress.sharedRandomPort(settings.name().hashCode() & 0xffff, settings.host())
        : SocketAddress.inetSocketAddress(settings.port(), settings.host());
  }

  private static void secure(
      HttpServerOptions options, ListenerSettings.Tls tls, ListenerSettings.Limits limits) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setInitialSettings(
            new Http2Settings().setMaxConcurrentStreams(STREAMS).setMaxHeaderListSize(HEAD_OCTETS))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
        .setSslHandshakeTimeout(Math.min(HANDSHAKE.toMillis(), limits.idle().toMillis()))
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslEngineOptions(engine(tls.engine()));
    SUITES.forEach(options::addEnabledCipherSuite);
    switch (tls.client()) {
      case ListenerSettings.ClientCertificate.None() -> {}
      case ListenerSettings.ClientCertificate.Required() ->
          options
              .setClientAuth(ClientAuth.REQUIRED)
              .setTrustOptions(TrustOptions.wrap(ClientCertificates.accepting(List::of)));
      case ListenerSettings.ClientCertificate.Requested(var issuers) ->
          options
              .setClientAuth(ClientAuth.REQUEST)
              .setTrustOptions(new TrustByHost(issuers))
              .setSni(true)
              .setSslEngineOptions(new JdkSSLEngineOptions())
              .setAlpnVersions(List.of(HttpVersion.HTTP_1_1));
    }
  }

  private static SSLEngineOptions engine(ListenerSettings.Engine engine) {
    return switch (engine) {
      case JDK -> new JdkSSLEngineOptions();
      case OPENSSL -> new OpenSSLEngineOptions();
    };
  }
}
