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
    PIN_01("pin-01", Method.PIN),
    POSSESSION_01("possession-01", Method.POSSESSION),
    HTTP_01("http-01", Method.HOST),
    DNS_01("dns-01", Method.DNS),
    TLS_ALPN_01("tls-alpn-01", Method.HOST);

    private final String wire;
    private final Method method;

    Kind(String wire, Method method) {
      this.wire = wire;
      this.method = method;
    }

    public Method method() {
      return method;
    }

    /// The name on the wire.
    public String wire() {
      return wire;
    }

    public static Optional<Kind> ofWire(String name) {
      return Arrays.stream(values()).filter(kind -> kind.wire.equals(name)).findFirst();
    }
  }

  /// How a challenge proves its identifier.
  public enum Method {
    /// The holder of a seat knows its PIN.
    PIN,
    /// The holder of a seat has the key of the certificate that is to be renewed.
    POSSESSION,
    /// The host of a DNS name answers; that tells nothing of the names below it.
    HOST,
    /// The DNS answers, for a name and all below it.
    DNS;

    /// Whether the server looks at a DNS name over the network.
    public boolean looks() {
      return this == HOST || this == DNS;
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
