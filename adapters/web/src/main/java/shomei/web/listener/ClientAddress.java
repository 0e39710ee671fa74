package shomei.web.listener;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells whom a request came from. `X-Forwarded-For` is anybody's to write, so it is believed only
/// as far as trusted proxies added to it: from its end up to the first address that is none of
/// theirs.
final class ClientAddress {
  /// As proxies write them: `192.0.2.7`, `192.0.2.7:51234`, `2001:db8::1`, `[2001:db8::1]`,
  /// `[2001:db8::1]:51234`.
  private static final Pattern HOP =
      Pattern.compile(
          "([0-9.]+)(?::[0-9]{1,5})?|\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?|([0-9A-Fa-f:.]+)");

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
        Optional<String> address = address(hop.strip());
        if (address.isEmpty()) {
          break;
        }
        client = address.get();
        if (!trustedProxies.contains(client)) {
          break;
        }
      }
    }
    return client;
  }

  /// Without a port: a client has another on every connection.
  private static Optional<String> address(String hop) {
    Matcher parts = HOP.matcher(hop);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String text =
        Optional.ofNullable(parts.group(1))
            .or(() -> Optional.ofNullable(parts.group(2)))
            .orElseGet(() -> parts.group(3));
    try {
      boolean address = !InetAddress.ofLiteral(text).getHostAddress().isEmpty();
      return address ? Optional.of(text) : Optional.empty();
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
