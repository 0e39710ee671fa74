package shomei.domain.order;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.Octets;

/// What a client asks for (RFC 8555 §7.4, RFC 9773 §5, the profiles draft).
public record OrderRequest(
    List<Wanted> identifiers,
    Optional<String> profile,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter,
    Optional<Replaced> replaces) {
  public OrderRequest {
    identifiers = List.copyOf(identifiers);
  }

  /// An identifier as the client wrote it.
  public record Wanted(String type, String value) {}

  /// A certificate to be replaced, as its certID names it.
  ///
  /// @param text the certID as written
  public record Replaced(Octets authorityKeyId, BigInteger serial, String text) {}
}
