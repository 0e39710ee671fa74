package shomei.web.listener;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What an operator sets of one listener.
///
/// @param name of the listener in metrics and logs
/// @param port 0 for any free one
/// @param tls empty for plain HTTP
/// @param trustedProxies addresses of reverse proxies whose `X-Forwarded-For` is believed
/// @param proxyProtocol whether every connection begins with the PROXY protocol's header, and then
///   comes from one of them or this machine
public record ListenerSettings(
    String name,
    String host,
    int port,
    Optional<Tls> tls,
    Limits limits,
    Set<String> trustedProxies,
    boolean proxyProtocol) {
  public ListenerSettings {
    trustedProxies = Set.copyOf(trustedProxies);
  }

  /// @param key shown to clients
  /// @param engine what does the arithmetic of TLS
  /// @param client whether clients show certificates, whose keys they then prove to have. Whose one
  ///   is, and whether it is good, is looked at with every request, not by TLS
  public record Tls(KeyMaterial key, Engine engine, ClientCertificate client) {}

  /// The certificate that a client shows.
  public sealed interface ClientCertificate {
    /// It is asked for none.
    record None() implements ClientCertificate {}

    /// It must show one, of whatever issuer.
    record Required() implements ClientCertificate {}

    /// A browser is asked for one of these issuers, so that its chooser lists no others, and may
    /// show none. In HTTP/1.1 alone: a browser takes an HTTP/2 connection that it opened without a
    /// certificate to other hosts of the same address. With the JDK's TLS alone, which asks for the
    /// issuers at each handshake.
    record Requested(AcceptedIssuers issuers) implements ClientCertificate {}
  }

  /// The issuers that browsers are told in a handshake.
  public interface AcceptedIssuers {
    /// Those told at a host that has none of its own, and to whoever names no host. Asked on the
    /// event loop: it must not block.
    List<X509Certificate> shared();

    /// Those of a host that has others, asked again at each handshake and not to block either.
    ///
    /// @param host as the client named it (SNI, RFC 6066 §3)
    default Optional<Supplier<List<X509Certificate>>> at(String host) {
      return Optional.empty();
    }
  }

  /// The key and certificate chain that the server shows.
  public sealed interface KeyMaterial {
    /// @param chain PEM certificates, the server's first
    /// @param key PEM PKCS#8, not encrypted
    record Pem(Path chain, Path key) implements KeyMaterial {}

    /// @param password of the store and its key
    record Pkcs12(Path store, String password) implements KeyMaterial {
      @Override
      public String toString() {
        return "Pkcs12[" + store + "]";
      }
    }
  }

  public enum Engine {
    /// The JDK's.
    JDK,
    /// BoringSSL through netty-tcnative, where it runs on this platform.
    OPENSSL
  }

  /// @param bodyOctets octets of a request's body, at most
  /// @param bodyTime how long the body may take to arrive
  /// @param idle how long a connection may wait for its next request's head to be complete
  /// @param connections open connections, at most
  /// @param inFlight requests in work at once; beyond it they are answered 503
  /// @param bufferedOctets octets of unfinished bodies held, at most
  /// @param retryAfter what a client is told to wait where it is answered 503
  /// @param drain how long a closing listener waits for what is in work
  /// @param eventLoops threads that read and write
  public record Limits(
      int bodyOctets,
      Duration bodyTime,
      Duration idle,
      int connections,
      int inFlight,
      int bufferedOctets,
      Duration retryAfter,
      Duration drain,
      int eventLoops) {
    public static final Limits DEFAULT =
        new Limits(
            64 * 1024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            4096,
            256,
            64 * 1024 * 1024,
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            2);
  }
}
