package shomei.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import shomei.settings.Config;
import shomei.web.listener.ListenerSettings;
import shomei.web.listener.ListenerSettings.ClientCertificate;
import shomei.web.listener.ListenerSettings.Engine;
import shomei.web.listener.ListenerSettings.KeyMaterial;
import shomei.web.listener.ListenerSettings.Limits;
import shomei.web.listener.ListenerSettings.Tls;

/// Where sites are served, out of the configuration.
final class Listeners {
  private Listeners() {}

  /// Over plain HTTP.
  ///
  /// @param name what logs, metrics and [shomei.web.WebServer#port] call it
  static ListenerSettings plain(String name, Config config, Config.Listener where) {
    return listener(name, config, where, Optional.empty());
  }

  /// Over TLS.
  ///
  /// @param certificate the server's, in PEM, with those above it
  /// @param key its private key, in PEM
  /// @param client whether clients show a certificate too
  static ListenerSettings tls(
      String name,
      Config config,
      Config.Listener where,
      Path certificate,
      Path key,
      ClientCertificate client) {
    Engine engine =
        switch (config.https().engine()) {
          case JDK -> Engine.JDK;
          case OPENSSL -> Engine.OPENSSL;
        };
    var tls = new Tls(new KeyMaterial.Pem(certificate, key), engine, client);
    return listener(name, config, where, Optional.of(tls));
  }

  private static ListenerSettings listener(
      String name, Config config, Config.Listener where, Optional<Tls> tls) {
    Config.Https https = config.https();
    Limits limits = Limits.DEFAULT;
    return new ListenerSettings(
        name,
        where.address(),
        where.port(),
        tls,
        new Limits(
            config.acme().bodyLimit().octets(),
            config.acme().bodyTimeout(),
            https.idle(),
            https.connections(),
            config.acme().requestsAtOnce(),
            limits.bufferedOctets(),
            limits.retryAfter(),
            https.drain(),
            limits.eventLoops()),
        https.trustedProxies().stream()
            .map(InetAddress::getHostAddress)
            .collect(Collectors.toSet()),
        https.proxyProtocol() && !where.equals(config.management()));
  }
}
