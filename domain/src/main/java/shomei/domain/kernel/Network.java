package shomei.domain.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// The network that a client's address belongs to: an IPv4 /24 or an IPv6 /56, since whoever has
/// one address commonly has its neighbours too.
///
/// @param value e.g. `192.0.2.0/24`
public record Network(String value) {
  private static final int IPV4_KEPT = 3;
  private static final int IPV6_KEPT = 7;

  /// @param address an IP address; any other text is a network of its own
  public static Network of(String address) {
    try {
      byte[] octets = InetAddress.ofLiteral(address).getAddress();
      int kept = octets.length == Integer.BYTES ? IPV4_KEPT : IPV6_KEPT;
      Arrays.fill(octets, kept, octets.length, (byte) 0);
      String first = InetAddress.getByAddress(octets).getHostAddress();
      return new Network(first + "/" + kept * Byte.SIZE);
    } catch (IllegalArgumentException | UnknownHostException none) {
      return new Network(address);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
