package shomei.validation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where and how patiently names are looked at.
///
/// @param resolver the DNS resolver to ask, which ought to validate DNSSEC; the system's otherwise
/// @param httpPort where http-01 is tried; 80 unless this is a test server
/// @param httpsPort where redirects to https lead; 443 unless this is a test server
/// @param tlsAlpnPort where tls-alpn-01 is tried; 443 unless this is a test server
/// @param allowed address ranges in CIDR notation that the guard lets through, though they are not
///   public
/// @param timeout for one look, its redirects and resolutions included
/// @param tries how often a look that failed is taken, at least 1
/// @param pause between two looks
/// @param atOnce looks that run at the same time, at most; others wait for their turn
public record ValidationSettings(
    Optional<InetSocketAddress> resolver,
    int httpPort,
    int httpsPort,
    int tlsAlpnPort,
    List<String> allowed,
    Duration timeout,
    int tries,
    Duration pause,
    int atOnce) {
  /// Looks at once that suit any machine: 16 MiB at the worst, were every peer to send all it may.
  public static final int AT_ONCE = 128;

  public ValidationSettings {
    allowed = List.copyOf(allowed);
  }
}
