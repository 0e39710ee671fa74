package shomei.validation;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import shomei.domain.kernel.Reason;

/// Keeps validation out of networks that are not public.
///
/// Threat: a client orders a name that it controls and points it at the server's own host, its
/// neighbours, or a cloud's metadata address, to reach them through us or to learn what listens
/// there. Every address is checked after it was resolved and the connection is made to that very
/// address, so a second answer of the DNS changes nothing.
final class AddressGuard {
  /// Special-purpose ranges (RFC 6890 and the IANA registries), and those that carry IPv4 addresses
  /// inside.
  private static final List<String> BARRED =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/96",
          "::ffff:0:0/96",
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");

  private final List<IPAddress> barred;
  private final List<IPAddress> allowed;

  /// @param allowed ranges in CIDR notation that are let through all the same
  /// @throws IllegalArgumentException where one of them is none
  AddressGuard(List<String> allowed) {
    this.barred = ranges(BARRED.stream());
    this.allowed = ranges(allowed.stream());
  }

  void check(InetAddress address) throws LookFailed {
    IPAddress asked = new IPAddressGenerator().from(address);
    boolean open =
        allowed.stream().anyMatch(range -> range.contains(asked))
            || barred.stream().noneMatch(range -> range.contains(asked));
    if (!open) {
      throw new LookFailed(Reason.CONNECTION, "the name's address is not a public one");
    }
  }

  private static List<IPAddress> ranges(Stream<String> texts) {
    return texts
        .map(
            text -> {
              IPAddress range = new IPAddressString(text).getAddress();
              if (range == null || !range.isPrefixBlock()) {
                throw new IllegalArgumentException(text + " is no address range");
              }
              return range;
            })
        .toList();
  }
}
