package shomei.sdk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// How a client reaches its server, and how patient it is.
///
/// @param connectTimeout for TCP and TLS together
/// @param requestTimeout for one request and its whole answer
/// @param tries how often a request is sent at most, when the server says 429 or 503 or the
///   connection fails; at least 1
/// @param patience the longest single wait that the server may ask for (`Retry-After`) before the
///   client gives up with [AcmeFailure.Busy], and the longest time that it polls one order
/// @param proxy absent: the server is reached directly
/// @param tls absent: whatever the Java platform trusts
/// @param language in which the server may word its problems
/// @param clock reads `Retry-After` where it is a date
public record ClientSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    int tries,
    Duration patience,
    Optional<HttpProxy> proxy,
    Optional<SSLContext> tls,
    Locale language,
    Waiter waiter,
    InstantSource clock) {

  public ClientSettings {
    if (tries < 1) {
      throw new IllegalArgumentException("a request is sent at least once");
    }
  }

  /// 10 s to connect, 60 s for an answer, 4 tries, 2 minutes of patience, no proxy, the platform's
  /// trust.
  public static ClientSettings usual(InstantSource clock) {
    return new ClientSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        4,
        Duration.ofMinutes(2),
        Optional.empty(),
        Optional.empty(),
        Locale.ENGLISH,
        Waiter.quiet(),
        clock);
  }

  public ClientSettings withTimeouts(Duration connect, Duration request) {
    return new ClientSettings(
        connect, request, tries, patience, proxy, tls, language, waiter, clock);
  }

  public ClientSettings withPatience(int newTries, Duration newPatience) {
    return new ClientSettings(
        connectTimeout, requestTimeout, newTries, newPatience, proxy, tls, language, waiter, clock);
  }

  public ClientSettings withProxy(HttpProxy newProxy) {
    return new ClientSettings(
        connectTimeout,
        requestTimeout,
        tries,
        patience,
        Optional.of(newProxy),
        tls,
        language,
        waiter,
        clock);
  }

  /// @see Trust
  public ClientSettings withTls(SSLContext newTls) {
    return new ClientSettings(
        connectTimeout,
        requestTimeout,
        tries,
        patience,
        proxy,
        Optional.of(newTls),
        language,
        waiter,
        clock);
  }

  public ClientSettings withLanguage(Locale newLanguage) {
    return new ClientSettings(
        connectTimeout, requestTimeout, tries, patience, proxy, tls, newLanguage, waiter, clock);
  }

  public ClientSettings withWaiter(Waiter newWaiter) {
    return new ClientSettings(
        connectTimeout, requestTimeout, tries, patience, proxy, tls, language, newWaiter, clock);
  }
}
