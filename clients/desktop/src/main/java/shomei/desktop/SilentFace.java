package shomei.desktop;

import java.util.Optional;
import shomei.enrollment.Decision;
import shomei.enrollment.Event;
import shomei.enrollment.Question;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;
import shomei.sdk.HttpProxy;

/// Nobody: for looks at a server that nobody asked for. A proxy gets the login that is known.
record SilentFace(ProxyLogins proxyLogins) implements UserInterface {

  @Override
  public void show(Event event) {
    // nobody sees it
  }

  @Override
  public Optional<Secret> ask(Question question) {
    return Optional.empty();
  }

  @Override
  public boolean decide(Decision decision) {
    return false;
  }

  @Override
  public Optional<HttpProxy.Login> askProxyLogin(HttpProxy proxy, int attempt) {
    return proxyLogins.known(proxy).filter(known -> !proxy.login().equals(Optional.of(known)));
  }
}
