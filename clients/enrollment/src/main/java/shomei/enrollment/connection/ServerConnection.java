package shomei.enrollment.connection;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.UserInterface;
import shomei.enrollment.file.FileFaults;
import shomei.enrollment.state.ProfileSettings;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.sdk.ClientSettings;
import shomei.sdk.HttpProxy;
import shomei.sdk.Trust;

/// Reaches the server of a profile, through a proxy where there is one, and asks for the proxy's
/// login where it wants one.
public final class ServerConnection {
  private static final int TRIES = 3;
  private static final Duration CLOSE = Duration.ofHours(1);
  private static final Duration NOT_WORTH_TELLING = Duration.ofMinutes(5);

  private final ConnectionOptions options;
  private final ClientSettings client;
  private final UserInterface person;

  /// @param client without proxy and trust
  public ServerConnection(ConnectionOptions options, ClientSettings client, UserInterface person) {
    this.options = options;
    this.client = client;
    this.person = person;
  }

  /// Reads the directory, so that whatever is wrong with the way there shows first.
  ///
  /// @throws EnrollmentException with what is wrong
  public AcmeServer open(ProfileSettings profile) {
    ProfileSettings settings = options.remembered(profile);
    URI address = settings.server();
    ClientSettings direct = trusting(anchors(settings));
    Optional<HttpProxy> proxy = proxy(settings);
    person.show(new Event.Connecting(address));
    for (int attempt = 1; ; attempt++) {
      AcmeServer server = AcmeServer.at(address, proxy.map(direct::withProxy).orElse(direct));
      try {
        read(server, proxy);
        tellOfClock(server);
        return server;
      } catch (AcmeFailure.ProxyRefused refused) {
        server.close();
        proxy = Optional.of(withLogin(refused, address, attempt));
      } catch (AcmeFailure.Refused refused) {
        server.close();
        throw refused.status() == 404
            ? new EnrollmentException(new Failure.NoDirectory(address), refused)
            : AcmeFailures.of(refused, address);
      } catch (AcmeFailure failure) {
        server.close();
        if (failure instanceof AcmeFailure.Unreachable) {
          requireRightClock(failure);
        }
        throw AcmeFailures.of(failure, address);
      }
    }
  }

  /// A proxy that lets through knows the login, also where what is behind it fails: that is no
  /// reason to ask for it again.
  private void read(AcmeServer server, Optional<HttpProxy> proxy) {
    boolean refused = false;
    try {
      server.directory();
    } catch (AcmeFailure.ProxyRefused again) {
      refused = true;
      throw again;
    } finally {
      if (!refused) {
        proxy.filter(it -> it.login().isPresent()).ifPresent(person::proxyLoginTaken);
      }
    }
  }

  private HttpProxy withLogin(AcmeFailure.ProxyRefused refused, URI address, int attempt) {
    HttpProxy proxy = refused.proxy();
    Optional<HttpProxy.Login> login =
        attempt == TRIES ? Optional.empty() : person.askProxyLogin(proxy, attempt);
    return login.map(proxy::withLogin).orElseThrow(() -> AcmeFailures.of(refused, address));
  }

  private void tellOfClock(AcmeServer server) {
    Instant here = client.clock().instant();
    server
        .clockDifference()
        .filter(ahead -> ahead.abs().compareTo(NOT_WORTH_TELLING) > 0)
        .ifPresent(ahead -> person.show(new Event.ClockDiffers(here, here.plus(ahead))));
  }

  /// Where TLS failed by the dates of the server's certificate: a PC whose clock is years wrong
  /// would be told about that certificate instead of its clock.
  private void requireRightClock(AcmeFailure failure) {
    Instant here = client.clock().instant();
    failure
        .serverDate()
        .filter(there -> Duration.between(here, there).abs().compareTo(CLOSE) > 0)
        .ifPresent(
            there -> {
              throw new EnrollmentException(new Failure.ClockWrong(here, there));
            });
  }

  private ClientSettings trusting(Optional<KeyStore> anchors) {
    try {
      return anchors.isEmpty() ? client : client.withTrust(Trust.of(anchors.get()));
    } catch (GeneralSecurityException fault) {
      throw new IllegalStateException("the Java platform has no TLS", fault);
    }
  }

  private static Optional<KeyStore> anchors(ProfileSettings settings) {
    String authorities = settings.authorities();
    if (authorities == null) {
      return Optional.empty();
    }
    Path file = Path.of(authorities);
    try {
      return Optional.of(Authorities.read(file));
    } catch (IOException broken) {
      throw FileFaults.cannotRead(file, broken);
    } catch (GeneralSecurityException noCertificates) {
      throw new EnrollmentException(new Failure.NoCertificates(file), noCertificates);
    }
  }

  private Optional<HttpProxy> proxy(ProfileSettings settings) {
    String named = options.proxy() == null ? settings.proxy() : options.proxy();
    Optional<HttpProxy> proxy =
        named == null
            ? ProxyAddress.ofEnvironment(options.environment(), settings.server())
            : Optional.of(named).filter(text -> !text.equals("none")).map(ProxyAddress::parse);
    return proxy.map(found -> options.proxyLogin().map(found::withLogin).orElse(found));
  }
}
