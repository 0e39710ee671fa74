package shomei.desktop;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import shomei.sdk.HttpProxy;

/// The logins of proxies, each asked for once while the program runs. In memory alone.
///
/// Threat: a wrong password is tried again and again until the proxy locks the person out, since
/// several accounts wait for pages at once and do not give up. Answer: what was refused is not
/// tried again, and what the person declined to tell is asked for again only where they begin
/// something.
final class ProxyLogins {
  private final Map<String, HttpProxy.Login> given = new ConcurrentHashMap<>();
  private final Set<String> declined = ConcurrentHashMap.newKeySet();

  /// Asks the person.
  interface Asking {
    /// @param again whether the proxy refused the last one
    Optional<HttpProxy.Login> ask(boolean again) throws InterruptedException;
  }

  /// Call it for one thread at a time: whoever comes later gets what the first was told.
  ///
  /// @param proxy with the login that it refused, where there was one
  Optional<HttpProxy.Login> get(HttpProxy proxy, Asking person) throws InterruptedException {
    String name = proxy.host() + ":" + proxy.port();
    Optional<HttpProxy.Login> known = known(proxy);
    if (known.isPresent() && !known.equals(proxy.login())) {
      return known;
    }
    if (known.isPresent()) {
      given.remove(name);
    }
    if (declined.contains(name)) {
      return Optional.empty();
    }
    Optional<HttpProxy.Login> login = person.ask(proxy.login().isPresent());
    login.ifPresentOrElse(told -> given.put(name, told), () -> declined.add(name));
    return login;
  }

  Optional<HttpProxy.Login> known(HttpProxy proxy) {
    return Optional.ofNullable(given.get(proxy.host() + ":" + proxy.port()));
  }

  /// The proxy took none of the logins.
  ///
  /// @param proxy host and port
  void refused(String proxy) {
    given.remove(proxy);
    declined.add(proxy);
  }

  /// The person begins something, so they may be asked.
  void begin() {
    declined.clear();
  }
}
