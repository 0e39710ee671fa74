package shomei.load.wire;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.sdk.Transport;

/// One of the clients that put load on a server, with a connection of its own. For one thread.
public final class SimulatedClient implements AutoCloseable {
  private static final int LEAST_ERROR = 400;

  private final Target target;
  private final MeasuredTransport transport;
  private @Nullable AcmeServer server;

  public SimulatedClient(Target target, Faults faults, TrafficListener listener) {
    this.target = target;
    this.transport = new MeasuredTransport(new HttpConnection(target.route()), faults, listener);
  }

  /// An operation begins, and somebody else may be told of it.
  public void begin(TrafficListener listener) {
    transport.tell(listener);
  }

  /// The server, with the nonce that the last answer brought.
  public AcmeServer server() {
    AcmeServer known = server;
    return known == null ? restarted() : known;
  }

  /// The server, for a program that has just started: a nonce is asked for first.
  public AcmeServer restarted() {
    AcmeServer fresh = target.over(transport);
    server = fresh;
    return fresh;
  }

  /// Sends something that is not ACME, to a server that is not the directory's.
  ///
  /// @return the answer's body
  public byte[] post(URI uri, String type, byte[] body) throws IOException, OperationFailure {
    Transport.Response response = transport.post(uri, type, body);
    if (response.status() >= LEAST_ERROR) {
      throw new OperationFailure("HTTP " + response.status(), null);
    }
    return response.body();
  }

  /// What a failure of the SDK means, with the request that it came of.
  public OperationFailure explain(AcmeFailure failure) {
    return OperationFailure.of(failure).at(transport.last());
  }

  /// Closes the connection; the next request opens another.
  public void hangUp() {
    transport.close();
  }

  @Override
  public void close() {
    transport.close();
  }
}
