package shomei.sdk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/// How a client reaches its server, and how patient it is.
///
/// @param connectTimeout for TCP and TLS together
/// @param requestTimeout for one request and its whole answer
/// @param retries when it asks again
/// @param proxy absent: the server is reached directly
/// @param trust absent: whatever the Java platform trusts
/// @param language in which the server may word its problems
/// @param waiter lets the time pass that `retries` says
/// @param clock reads `Retry-After` where it is a date
public record ClientSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    RetryPolicy retries,
    Optional<HttpProxy> proxy,
    Optional<Trust> trust,
    Locale language,
    Waiter waiter,
    InstantSource clock) {

  /// 10 s to connect, 60 s for an answer, 4 tries, 2 minutes of patience, no proxy, the platform's
  /// trust.
  public static ClientSettings usual(InstantSource clock) {
    return new ClientSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        RetryPolicy.patient(4, Duration.ofMinutes(2)),
        Optional.empty(),
        Optional.empty(),
        Locale.ENGLISH,
        Waiter.quiet(),
        clock);
  }

  public ClientSettings withTimeouts(Duration connect, Duration request) {
    return new ClientSettings(connect, request, retries, proxy, trust, language, waiter, clock);
  }

  /// @see RetryPolicy#patient(int, Duration)
  public ClientSettings withPatience(int tries, Duration patience) {
    return withRetries(RetryPolicy.patient(tries, patience));
  }

  public ClientSettings withRetries(RetryPolicy newRetries) {
    return new ClientSettings(
        connectTimeout, requestTimeout, newRetries, proxy, trust, language, waiter, clock);
  }

  public ClientSettings withProxy(HttpProxy newProxy) {
    return new ClientSettings(
        connectTimeout,
        requestTimeout,
        retries,
        Optional.of(newProxy),
        trust,
        language,
        waiter,
        clock);
  }

  public ClientSettings withTrust(Trust newTrust) {
    return new ClientSettings(
        connectTimeout,
        requestTimeout,
        retries,
        proxy,
        Optional.of(newTrust),
        language,
        waiter,
        clock);
  }

  public ClientSettings withLanguage(Locale newLanguage) {
    return new ClientSettings(
        connectTimeout, requestTimeout, retries, proxy, trust, newLanguage, waiter, clock);
  }

  public ClientSettings withWaiter(Waiter newWaiter) {
    return new ClientSettings(
        connectTimeout, requestTimeout, retries, proxy, trust, language, newWaiter, clock);
  }
}
