package shomei.load.wire;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import shomei.protocol.message.Directory;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.sdk.ClientSettings;
import shomei.sdk.Transport;

/// One server and one way to it.
///
/// @param directory absent: a server that is not asked for one, an OCSP responder
public record Target(Route route, Optional<Directory> directory, ClientSettings settings) {

  public static Target without(Route route, InstantSource clock) {
    return new Target(route, Optional.empty(), settings(clock));
  }

  /// Asks the directory.
  ///
  /// @throws OperationFailure where there is none
  public static Target ask(Route route, URI directory, InstantSource clock)
      throws OperationFailure {
    ClientSettings settings = settings(clock);
    try (AcmeServer server = AcmeServer.over(new HttpConnection(route), directory, settings)) {
      return new Target(route, Optional.of(server.directory()), settings);
    } catch (AcmeFailure failure) {
      throw OperationFailure.of(failure);
    }
  }

  private static ClientSettings settings(InstantSource clock) {
    return ClientSettings.usual(clock)
        .withRetries(new ImpatientRetries())
        .withWaiter(time -> LockSupport.parkNanos(time.toNanos()));
  }

  /// A client with a connection of its own, which nobody measures.
  public AcmeServer connect() {
    return over(new HttpConnection(route));
  }

  /// A client that has just started: no nonce is at hand.
  ///
  /// @throws IllegalStateException where there is no directory
  AcmeServer over(Transport transport) {
    return AcmeServer.over(
        transport,
        directory.orElseThrow(() -> new IllegalStateException("no directory was named")),
        settings);
  }
}
