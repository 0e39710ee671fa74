package shomei.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import shomei.settings.Config;
import shomei.web.listener.ListenerSettings;
import shomei.web.listener.ListenerSettings.Engine;
import shomei.web.listener.ListenerSettings.KeyMaterial;
import shomei.web.listener.ListenerSettings.Limits;
import shomei.web.listener.ListenerSettings.Tls;

/// Where sites are served, out of the configuration.
final class Listeners {
  private Listeners() {}

  static ListenerSettings acme(Config config) {
    Config.Https https = config.https();
    Tls tls = tls(config, https.certificateFile(), https.keyFile().path(), false);
    return listener("acme", config, https, Optional.of(tls));
  }

  /// CA certificates, CRLs and OCSP, over plain HTTP: they carry their own signatures.
  static ListenerSettings status(Config config) {
    return listener("status", config, config.status(), Optional.empty());
  }

  /// Where institutions' login servers ask, over mutual TLS; nowhere where empty.
  static Optional<ListenerSettings> login(Config config) {
    return config
        .login()
        .map(
            login ->
                listener(
                    "login",
                    config,
                    login,
                    Optional.of(
                        tls(
                            config,
                            login.certificateFile().orElse(config.https().certificateFile()),
                            login.keyFile().orElse(config.https().keyFile()).path(),
                            true))));
  }

  static ListenerSettings management(Config config) {
    return listener("management", config, config.management(), Optional.empty());
  }

  private static ListenerSettings listener(
      String name, Config config, Config.Listener listener, Optional<Tls> tls) {
    Config.Https https = config.https();
    Limits limits = Limits.DEFAULT;
    return new ListenerSettings(
        name,
        listener.address(),
        listener.port(),
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
            .collect(Collectors.toSet()));
  }

  private static Tls tls(Config config, Path certificate, Path key, boolean mutual) {
    Engine engine =
        switch (config.https().engine()) {
          case JDK -> Engine.JDK;
          case OPENSSL -> Engine.OPENSSL;
        };
    return new Tls(new KeyMaterial.Pem(certificate, key), engine, mutual);
  }
}
