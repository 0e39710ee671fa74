package shomei.domain.authorization;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import shomei.domain.kernel.Failure;

/// One way to prove an identifier (RFC 8555 §7.1.5, §8; PROTOCOL.md, *Challenge types*).
///
/// @param token base64url of 32 random octets
public record Challenge(Kind kind, String token, State state) {

  public enum Kind {
    PIN_01("pin-01"),
    POSSESSION_01("possession-01"),
    HTTP_01("http-01"),
    DNS_01("dns-01"),
    TLS_ALPN_01("tls-alpn-01");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /// The name on the wire.
    public String wire() {
      return wire;
    }

    public static Optional<Kind> ofWire(String name) {
      return Arrays.stream(values()).filter(kind -> kind.wire.equals(name)).findFirst();
    }
  }

  public sealed interface State {
    record Pending() implements State {}

    /// The server is looking; only kinds that look at a remote place are ever here.
    ///
    /// @param since when the last look began
    /// @param looks how often one began, at least 1: more than once where a node died in it
    record Processing(Instant since, int looks) implements State {
      public Processing(Instant since) {
        this(since, 1);
      }
    }

    record Valid(Instant validated) implements State {}

    record Invalid(Instant validated, Failure error) implements State {}
  }

  public Challenge with(State changed) {
    return new Challenge(kind, token, changed);
  }

  /// RFC 8555 §8.1.
  ///
  /// @param thumbprint of the account's key as it is now
  public String keyAuthorization(String thumbprint) {
    return token + "." + thumbprint;
  }
}
