package shomei.web.listener;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which network may have how many of a listener's connections, counted from the moment that they
/// are accepted, so before TLS.
///
/// *Threat:* one network takes all connections, or all the arithmetic of handshakes, and trickles
/// or says nothing. *Answer:* a network has a share of the connections and of those accepted in a
/// second; a larger one where a request of it was lately answered; and the last quarter is kept for
/// those that were. Trusted proxies speak for many, and so does whoever is on this machine: for
/// them only the number of all counts. Where connections begin with the PROXY protocol nobody else
/// is let in.
///
/// *Threat:* whoever reaches such a listener directly says to be whom he likes. *Answer:* the same.
final class ConnectionShares {
  private static final int LEAST = 4;
  private static final int OF_STRANGERS = 32;
  private static final int OF_KNOWN = 8;
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int NETWORKS = 100_000;

  private final int total;
  private final Set<String> trustedProxies;
  private final boolean proxiesOnly;
  private final Map<Network, Integer> open = new HashMap<>();
  private final Cache<Network, Integer> arrived;
  private final Cache<Network, Boolean> known;
  private int all;

  /// @param total connections at once
  /// @param proxiesOnly whether nobody may come but those who speak for many
  ConnectionShares(int total, Set<String> trustedProxies, boolean proxiesOnly, Ticker ticker) {
    this.total = total;
    this.trustedProxies = trustedProxies;
    this.proxiesOnly = proxiesOnly;
    this.arrived =
        Caffeine.newBuilder()
            .maximumSize(NETWORKS)
            .expireAfter(new FromTheFirst(WINDOW.toNanos()))
            .ticker(ticker)
            .build();
    this.known =
        Caffeine.newBuilder()
            .maximumSize(NETWORKS)
            .expireAfterAccess(REMEMBERED)
            .ticker(ticker)
            .build();
  }

  /// Counts a connection in.
  ///
  /// @return whether it may be; if not, it was not counted
  synchronized boolean enter(InetAddress from) {
    if (all >= total || !speaksForMany(from) && !mayEnter(Network.of(from))) {
      return false;
    }
    all++;
    open.merge(Network.of(from), 1, Integer::sum);
    return true;
  }

  /// Counts a connection out that was counted in.
  synchronized void leave(InetAddress from) {
    all--;
    open.computeIfPresent(Network.of(from), (network, count) -> count == 1 ? null : count - 1);
  }

  /// A request from there was answered, and not with an error.
  void served(InetAddress from) {
    if (!speaksForMany(from)) {
      known.put(Network.of(from), true);
    }
  }

  /// How long a connection may idle: less, the fewer are left; a tenth where none is.
  synchronized Duration patience(Duration idle) {
    long left = Math.max(0, total - all);
    long tenths = Math.clamp(20 * left / total, 1, 10);
    return idle.multipliedBy(tenths).dividedBy(10);
  }

  private boolean mayEnter(Network network) {
    if (proxiesOnly) {
      return false;
    }
    boolean stranger = known.getIfPresent(network) == null;
    int share = Math.max(LEAST, total / (stranger ? OF_STRANGERS : OF_KNOWN));
    int recent = arrived.asMap().merge(network, 1, Integer::sum);
    boolean reserved = stranger && all >= total - total / 4;
    return !reserved && recent <= share && open.getOrDefault(network, 0) < share;
  }

  private boolean speaksForMany(InetAddress from) {
    return from.isLoopbackAddress() || trustedProxies.contains(from.getHostAddress());
  }
}
