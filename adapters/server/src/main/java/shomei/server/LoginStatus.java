package shomei.server;

import java.util.List;
import shomei.domain.loginserver.TellStatus;
import shomei.settings.Config;
import shomei.web.WebServer.Served;
import shomei.web.listener.ListenerSettings;
import shomei.web.loginserver.LoginSite;

/// What institutions' login servers ask over mutual TLS, where a port is configured for it.
final class LoginStatus implements Component {
  private final Adapters adapters;

  LoginStatus(Adapters adapters) {
    this.adapters = adapters;
  }

  @Override
  public List<Served> sites() {
    TellStatus tell =
        new TellStatus(
            adapters.database.institution().institutions(),
            adapters.policies,
            adapters.database.loginServers(),
            adapters.clock);
    return adapters.config.login().map(this::listener).stream()
        .map(listener -> new Served(listener, new LoginSite(tell)))
        .toList();
  }

  private ListenerSettings listener(Config.Login login) {
    Config config = adapters.config;
    return Listeners.tls(
        "login",
        config,
        login,
        login.certificateFile().orElse(config.https().certificateFile()),
        login.keyFile().orElse(config.https().keyFile()).path(),
        new ListenerSettings.ClientCertificate.Required());
  }
}
