package shomei.validation;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ControlValidator;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;

/// Looks at names over the network. A look that fails is taken again after a pause, since DNS and
/// web servers are often a moment behind the client (RFC 8555 §8.2).
///
/// Threat: a target that answers one octet a second. Every look runs against the clock as a whole,
/// on a thread of its own that is broken off, and costs nobody else anything.
public final class NetworkValidator implements ControlValidator, AutoCloseable {
  private final ValidationSettings settings;
  private final Pause pause;
  private final Http01 http;
  private final Dns01 dns;
  private final TlsAlpn01 tls;
  private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();

  /// Waits; how is for the server to say, and for a test.
  public interface Pause {
    void await(Duration time) throws InterruptedException;
  }

  /// @throws IllegalArgumentException where an allowed range is none
  public NetworkValidator(ValidationSettings settings, Pause pause) {
    this.settings = settings;
    this.pause = pause;
    AddressGuard guard = new AddressGuard(settings.allowed());
    Dns resolver = new Dns(settings);
    this.http = new Http01(resolver, guard, settings);
    this.dns = new Dns01(resolver);
    this.tls = new TlsAlpn01(resolver, guard, settings);
  }

  @Override
  public Outcome validate(
      Challenge.Kind kind, DnsName name, String token, String keyAuthorization) {
    Failure last = null;
    for (int look = 0; look < settings.tries(); look++) {
      try {
        if (look > 0) {
          pause.await(settings.pause());
        }
        timed(kind, name.base(), token, keyAuthorization);
        return new Outcome.Proven();
      } catch (LookFailed failed) {
        last = failed.failure();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Outcome.Failed(new Failure(Reason.CONNECTION, "the look was broken off"));
      }
    }
    return new Outcome.Failed(Objects.requireNonNull(last));
  }

  private void timed(Challenge.Kind kind, String name, String token, String keyAuthorization)
      throws LookFailed, InterruptedException {
    Future<?> running =
        looks.submit(
            () -> {
              look(kind, name, token, keyAuthorization);
              return null;
            });
    try {
      running.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LookFailed(Reason.CONNECTION, name + " does not answer in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LookFailed failed) {
        throw failed;
      }
      throw new IllegalStateException("a look at " + name + " broke", e.getCause());
    } finally {
      running.cancel(true);
    }
  }

  private void look(Challenge.Kind kind, String name, String token, String keyAuthorization)
      throws LookFailed {
    switch (kind) {
      case HTTP_01 -> http.look(name, token, keyAuthorization);
      case DNS_01 -> dns.look(name, keyAuthorization);
      case TLS_ALPN_01 -> tls.look(name, keyAuthorization);
      case PIN_01, POSSESSION_01 ->
          throw new IllegalArgumentException(kind.wire() + " is not looked at over the network");
    }
  }

  @Override
  public void close() throws IOException {
    looks.shutdownNow();
    http.close();
  }
}
