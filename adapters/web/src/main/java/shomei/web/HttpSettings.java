package shomei.web;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// All that an operator sets of the HTTP edge.
///
/// @param publicBase what every URL of the protocol begins with: `https`, a host and perhaps a
///   port. It is never taken from a request's `Host`, and must be what clients use, behind whatever
///   proxy
/// @param acme where the protocol is served, over TLS
/// @param status where CA certificates are served, over plain HTTP: they carry their own signatures
/// @param login where institutions' login servers ask, over mutual TLS; nowhere where empty
/// @param management where health, readiness and metrics are served, over plain HTTP: keep it on a
///   loopback or inner address
/// @param trustedProxies addresses of reverse proxies whose `X-Forwarded-For` is believed
public record HttpSettings(
    URI publicBase,
    Endpoint acme,
    Tls tls,
    Endpoint status,
    Optional<Login> login,
    Endpoint management,
    Limits limits,
    Set<String> trustedProxies) {
  public HttpSettings {
    trustedProxies = Set.copyOf(trustedProxies);
    boolean plain =
        "https".equals(publicBase.getScheme())
            && publicBase.getHost() != null
            && publicBase.getRawPath().isEmpty()
            && publicBase.getRawQuery() == null
            && publicBase.getRawFragment() == null
            && publicBase.getRawUserInfo() == null;
    if (!plain) {
      throw new IllegalArgumentException(
          "the public base URL is https://host or https://host:port, without anything behind it");
    }
  }

  /// @param port 0 for any free one
  public record Endpoint(String host, int port) {}

  /// @param key shown to login servers
  public record Login(Endpoint endpoint, KeyMaterial key) {}

  /// @param engine what does the arithmetic of TLS
  /// @param mutual whether a client must show a certificate and prove that it has its key. Whose it
  ///   is, and whether it is good, is looked at with every request, not by TLS
  public record Tls(KeyMaterial key, Engine engine, boolean mutual) {
    public Tls(KeyMaterial key, Engine engine) {
      this(key, engine, false);
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
  /// @param connections open connections of one listener, at most
  /// @param inFlight requests of one listener in work at once; beyond it they are answered 503
  /// @param bufferedOctets octets of unfinished bodies held by one listener, at most
  /// @param retryAfter what a client is told to wait where 503 or `processing` is answered
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
