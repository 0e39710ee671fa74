package shomei.web.listener;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// What somebody is commonly given as a whole: an IPv4 /24, an IPv6 /56.
record Network(String prefix) {
  private static final int IPV4_OCTETS = 3;
  private static final int IPV6_OCTETS = 7;

  static Network of(InetAddress address) {
    int octets = address instanceof Inet4Address ? IPV4_OCTETS : IPV6_OCTETS;
    return new Network(HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), octets)));
  }
}
