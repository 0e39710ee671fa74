package shomei.sdk;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Gives the login to the proxy and to nobody else, and a second time only after it was good: the
/// platform would try a wrong one until the proxy locks it.
final class ProxyLogin extends Authenticator {
  private final HttpProxy.Login login;
  private final AtomicBoolean given = new AtomicBoolean();
  private volatile boolean refused;

  ProxyLogin(HttpProxy.Login login) {
    this.login = login;
  }

  void proven() {
    given.set(false);
  }

  boolean refused() {
    return refused;
  }

  @Override
  protected @Nullable PasswordAuthentication getPasswordAuthentication() {
    if (getRequestorType() != RequestorType.PROXY) {
      return null;
    }
    if (given.getAndSet(true)) {
      refused = true;
      return null;
    }
    return new PasswordAuthentication(login.user(), login.password().toCharArray());
  }
}
