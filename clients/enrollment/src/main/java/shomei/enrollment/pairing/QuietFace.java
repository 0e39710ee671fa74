package shomei.enrollment.pairing;

import java.util.Optional;
import shomei.enrollment.Decision;
import shomei.enrollment.Event;
import shomei.enrollment.Question;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;
import shomei.sdk.HttpProxy;

/// The person of somebody who waits: connecting again and again is not shown, and nothing is asked
/// but the proxy's login.
record QuietFace(UserInterface person) implements UserInterface {

  @Override
  public void show(Event event) {
    // not news
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
    return person.askProxyLogin(proxy, attempt);
  }

  @Override
  public void proxyLoginTaken(HttpProxy proxy) {
    person.proxyLoginTaken(proxy);
  }
}
