package shomei.server;

import java.util.List;
import shomei.domain.loginserver.TellStatus;
import shomei.web.WebServer.Served;
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
    return Listeners.login(adapters.config)
        .map(listener -> new Served(listener, new LoginSite(tell)))
        .stream()
        .toList();
  }
}
