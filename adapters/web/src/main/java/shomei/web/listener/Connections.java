package shomei.web.listener;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// The open connections of one event loop, which alone calls it.
///
/// Against a client that opens many connections, or trickles heads one octet at a time (a server
/// that counts idle time from the last octet waits for it for ever): their number is bounded, and
/// one that has no request in work for longer than the bound is closed, whatever octets arrive on
/// it.
final class Connections {
  private final Semaphore places;
  private final long idleNanos;
  private final Meters meters;
  private final IdentityHashMap<HttpConnection, Activity> open = new IdentityHashMap<>();

  private static final class Activity {
    int requests;
    long idleSince;
  }

  /// @param places connections that may still be opened, on all event loops
  Connections(Semaphore places, Duration idle, Meters meters) {
    this.places = places;
    this.idleNanos = idle.toNanos();
    this.meters = meters;
  }

  void opened(HttpConnection connection) {
    if (!places.tryAcquire()) {
      meters.connectionRefused();
      connection.close();
      return;
    }
    Activity activity = new Activity();
    activity.idleSince = System.nanoTime();
    open.put(connection, activity);
    connection.closeHandler(
        closed -> {
          open.remove(connection);
          places.release();
        });
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

  /// Closes those that wait too long.
  void sweep() {
    long now = System.nanoTime();
    List<HttpConnection> over =
        open.entrySet().stream()
            .filter(entry -> entry.getValue().requests == 0)
            .filter(entry -> now - entry.getValue().idleSince > idleNanos)
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(HttpConnection::close);
  }
}
