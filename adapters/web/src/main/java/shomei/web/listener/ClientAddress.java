package shomei.web.listener;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells whom a request came from. `X-Forwarded-For` is anybody's to write, so it is believed only
/// as far as trusted proxies added to it: from its end up to the first address that is none of
/// theirs.
final class ClientAddress {
  private final Set<String> trustedProxies;

  ClientAddress(Set<String> trustedProxies) {
    this.trustedProxies = trustedProxies;
  }

  /// @param forwarded the `X-Forwarded-For` of the request
  String of(String peer, @Nullable String forwarded) {
    String client = peer;
    if (forwarded != null && trustedProxies.contains(peer)) {
      List<String> hops = Arrays.asList(forwarded.split(",", -1));
      for (String hop : hops.reversed()) {
        if (!isAddress(hop.strip())) {
          break;
        }
        client = hop.strip();
        if (!trustedProxies.contains(client)) {
          break;
        }
      }
    }
    return client;
  }

  private static boolean isAddress(String text) {
    try {
      return !InetAddress.ofLiteral(text).getHostAddress().isEmpty();
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }
}
