package shomei.domain.kernel;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// The network that a client's address belongs to: an IPv4 /24 or an IPv6 /56, since whoever has
/// one address commonly has its neighbours too.
///
/// @param value e.g. `192.0.2.0/24`
public record Network(String value) {
  /// @param address an IP address; any other text is a network of its own
  public static Network of(String address) {
    try {
      byte[] octets = InetAddress.ofLiteral(address).getAddress();
      return new Network(
          octets.length == Integer.BYTES
              ? "%d.%d.%d.0/24".formatted(octets[0] & 0xff, octets[1] & 0xff, octets[2] & 0xff)
              : sevenOctets(ByteBuffer.wrap(octets)));
    } catch (IllegalArgumentException none) {
      return new Network(address);
    }
  }

  private static String sevenOctets(ByteBuffer address) {
    return "%x:%x:%x:%x:0:0:0:0/56"
        .formatted(
            address.getShort(0),
            address.getShort(2),
            address.getShort(4),
            address.getShort(6) & 0xff00);
  }

  @Override
  public String toString() {
    return value;
  }
}
