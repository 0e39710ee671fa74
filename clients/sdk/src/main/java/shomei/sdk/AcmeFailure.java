package shomei.sdk;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;

/// Why a call to the server brought nothing. Messages name addresses and problem documents, never a
/// secret.
public abstract sealed class AcmeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Optional<Instant> serverDate;

  private AcmeFailure(String message, Throwable cause, Optional<Instant> serverDate) {
    super(message, cause);
    this.serverDate = serverDate;
  }

  private AcmeFailure(String message, Optional<Instant> serverDate) {
    super(message);
    this.serverDate = serverDate;
  }

  /// What the server's clock said, where it was heard: with an answer, and with [Unreachable] where
  /// the server's certificate is out of its time by this machine's clock. A clock here that is far
  /// from it is probably wrong. For people to compare; nothing vouches for it but the certificate
  /// that was not accepted.
  public Optional<Instant> serverDate() {
    return serverDate;
  }

  /// The server said no, with a problem document; where it sent none, of type `about:blank`.
  public static final class Refused extends AcmeFailure {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final int status;
    private final transient Optional<URI> location;

    Refused(Problem problem, int status, Optional<URI> location, Optional<Instant> serverDate) {
      super(status + " " + problem.type() + ": " + problem.detail(), serverDate);
      this.problem = problem;
      this.status = status;
      this.location = location;
    }

    public Problem problem() {
      return problem;
    }

    /// The HTTP status.
    public int status() {
      return status;
    }

    /// What the answer points to: with 409 to a key change, the account that has the key.
    public Optional<URI> location() {
      return location;
    }

    public boolean is(ProblemType type) {
      return problem.hasType(type);
    }
  }

  /// The server has no time (429 or 503), had none when asked again, or asked for more patience
  /// than the [RetryPolicy] has.
  public static final class Busy extends AcmeFailure {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final transient Optional<Duration> retryAfter;

    Busy(Problem problem, Optional<Duration> retryAfter, Optional<Instant> serverDate) {
      super("the server is busy: " + problem.detail(), serverDate);
      this.problem = problem;
      this.retryAfter = retryAfter;
    }

    public Problem problem() {
      return problem;
    }

    /// When the server would like to be asked again.
    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /// No answer came: no connection, no TLS, a time-out, a connection that broke. Whether the
  /// request arrived is not known.
  public static final class Unreachable extends AcmeFailure {
    private static final long serialVersionUID = 1L;

    /// For transports that know that trying again is of no use.
    public Unreachable(URI uri, Throwable cause) {
      this(uri, cause, Optional.empty());
    }

    Unreachable(URI uri, Throwable cause, Optional<Instant> serverDate) {
      super(uri.getAuthority() + ": " + cause, cause, serverDate);
    }
  }

  /// The proxy wants a login, or refuses the one it got (407).
  public static final class ProxyRefused extends AcmeFailure {
    private static final long serialVersionUID = 1L;
    private final transient HttpProxy proxy;

    ProxyRefused(HttpProxy proxy) {
      super("the proxy " + proxy.host() + ":" + proxy.port() + " wants a login", Optional.empty());
      this.proxy = proxy;
    }

    public HttpProxy proxy() {
      return proxy;
    }
  }

  /// An answer that is not in the protocol: something else than an ACME server answers there.
  public static final class Unreadable extends AcmeFailure {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message, Optional.empty());
    }
  }

  /// The order or authorization was not settled within the patience of the [RetryPolicy]. It may be
  /// yet: its address stays good.
  public static final class Unsettled extends AcmeFailure {
    private static final long serialVersionUID = 1L;

    Unsettled(URI uri) {
      super("not settled yet: " + uri, Optional.empty());
    }
  }

  /// The thread was interrupted; its interrupt flag is set.
  public static final class Interrupted extends AcmeFailure {
    private static final long serialVersionUID = 1L;

    Interrupted(InterruptedException cause) {
      super("interrupted", cause, Optional.empty());
    }
  }
}
