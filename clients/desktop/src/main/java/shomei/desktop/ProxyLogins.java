package shomei.desktop;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import shomei.sdk.HttpProxy;

/// The logins of proxies, each asked for once while the program runs. In memory alone.
///
/// Threat: a wrong password is tried again and again until the proxy locks the person out, since
/// several accounts wait for pages at once and do not give up. Answer: one tries what was told, and
/// the others get it once the proxy took it; what was refused is not tried again, and what the
/// person declined to tell is asked for again only where they begin something.
final class ProxyLogins {
  /// A connection that finds out takes no longer.
  private static final Duration TRIAL = Duration.ofSeconds(30);

  private final Map<String, HttpProxy.Login> told = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<String> declined = new HashSet<>();

  /// Asks the person.
  interface Asking {
    /// @param again whether the proxy refused the last one
    Optional<HttpProxy.Login> ask(boolean again) throws InterruptedException;
  }

  /// Call it for one thread at a time, and not while another [#isTrying].
  ///
  /// @param proxy with the login that it refused, where there was one
  Optional<HttpProxy.Login> get(HttpProxy proxy, Asking person) throws InterruptedException {
    synchronized (this) {
      Optional<HttpProxy.Login> known = known(proxy);
      if (known.isPresent() && !known.equals(proxy.login())) {
        return known;
      }
      forget(name(proxy));
      if (declined.contains(name(proxy))) {
        return Optional.empty();
      }
    }
    Optional<HttpProxy.Login> login = person.ask(proxy.login().isPresent());
    synchronized (this) {
      login.ifPresentOrElse(it -> told.put(name(proxy), it), () -> declined.add(name(proxy)));
    }
    return login;
  }

  /// Whether another finds out at the moment whether the proxy takes what the person told.
  ///
  /// @param proxy as for [#get]
  synchronized boolean isTrying(HttpProxy proxy) {
    Optional<HttpProxy.Login> tried = Optional.ofNullable(told.get(name(proxy)));
    return tried.isPresent() && !taken.contains(name(proxy)) && !tried.equals(proxy.login());
  }

  /// Waits while another [#isTrying], and not for ever.
  synchronized void awaitTrial(HttpProxy proxy) throws InterruptedException {
    long end = System.nanoTime() + TRIAL.toNanos();
    while (isTrying(proxy)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        forget(name(proxy));
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
  }

  /// What the proxy took before.
  synchronized Optional<HttpProxy.Login> known(HttpProxy proxy) {
    return Optional.of(name(proxy)).filter(taken::contains).map(told::get);
  }

  /// The proxy took a login.
  synchronized void taken(HttpProxy proxy, HttpProxy.Login login) {
    told.put(name(proxy), login);
    taken.add(name(proxy));
    notifyAll();
  }

  /// The proxy took none of the logins.
  ///
  /// @param proxy host and port
  synchronized void refused(String proxy) {
    forget(proxy);
    declined.add(proxy);
  }

  /// The person begins something, so they may be asked.
  synchronized void begin() {
    declined.clear();
  }

  private void forget(String name) {
    taken.remove(name);
    told.remove(name);
    notifyAll();
  }

  private static String name(HttpProxy proxy) {
    return proxy.host() + ":" + proxy.port();
  }
}
