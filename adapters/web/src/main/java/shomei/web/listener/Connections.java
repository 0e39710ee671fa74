package shomei.web.listener;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// The open connections of one event loop, which alone calls it.
///
/// Against a client that trickles heads one octet at a time (a server that counts idle time from
/// the last octet waits for it for ever): one that has no request in work for longer than the bound
/// is closed, whatever octets arrive on it; sooner where connections are few, and at once where the
/// listener ends.
final class Connections {
  private final ConnectionShares shares;
  private final Duration idle;
  private final BooleanSupplier ending;
  private final IdentityHashMap<HttpConnection, Activity> open = new IdentityHashMap<>();

  private static final class Activity {
    int requests;
    long idleSince;
  }

  /// @param ending whether the listener takes no more requests
  Connections(ConnectionShares shares, Duration idle, BooleanSupplier ending) {
    this.shares = shares;
    this.idle = idle;
    this.ending = ending;
  }

  void opened(HttpConnection connection) {
    Activity activity = new Activity();
    activity.idleSince = System.nanoTime();
    open.put(connection, activity);
    connection.closeHandler(closed -> open.remove(connection));
  }

  void requestBegun(HttpConnection connection) {
    Activity activity = open.get(connection);
    if (activity != null) {
      activity.requests++;
    }
  }

  void requestDone(HttpConnection connection) {
    Activity activity = open.get(connection);
    if (activity != null) {
      activity.requests--;
      activity.idleSince = System.nanoTime();
    }
  }

  void served(SocketAddress peer) {
    String address = peer.hostAddress();
    int zone = address.indexOf('%');
    shares.served(InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)));
  }

  /// Closes those that wait too long.
  void sweep() {
    long now = System.nanoTime();
    long patience = ending.getAsBoolean() ? 0 : shares.patience(idle).toNanos();
    List<HttpConnection> over =
        open.entrySet().stream()
            .filter(entry -> entry.getValue().requests == 0)
            .filter(entry -> now - entry.getValue().idleSince > patience)
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(HttpConnection::close);
  }
}
