package shomei.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;

/// Why a call to the server brought nothing. Messages name addresses and problem documents, never a
/// secret.
public abstract sealed class AcmeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private AcmeFailure(String message, Throwable cause) {
    super(message, cause);
  }

  private AcmeFailure(String message) {
    super(message);
  }

  /// The server said no, with a problem document; where it sent none, of type `about:blank`.
  public static final class Refused extends AcmeFailure {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final int status;
    private final transient Optional<URI> location;

    Refused(Problem problem, int status, Optional<URI> location) {
      super(status + " " + problem.type() + ": " + problem.detail());
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
  /// than [ClientSettings#patience()].
  public static final class Busy extends AcmeFailure {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final transient Optional<Duration> retryAfter;

    Busy(Problem problem, Optional<Duration> retryAfter) {
      super("the server is busy: " + problem.detail());
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

    Unreachable(URI uri, Throwable cause) {
      super(uri.getAuthority() + ": " + cause, cause);
    }
  }

  /// The proxy wants a login, or refuses the one it got (407).
  public static final class ProxyRefused extends AcmeFailure {
    private static final long serialVersionUID = 1L;
    private final transient HttpProxy proxy;

    ProxyRefused(HttpProxy proxy) {
      super("the proxy " + proxy.host() + ":" + proxy.port() + " wants a login");
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
      super(message);
    }
  }

  /// The order or authorization was not settled within [ClientSettings#patience()]. It may be yet:
  /// its address stays good.
  public static final class Unsettled extends AcmeFailure {
    private static final long serialVersionUID = 1L;

    Unsettled(URI uri) {
      super("not settled yet: " + uri);
    }
  }

  /// The thread was interrupted; its interrupt flag is set.
  public static final class Interrupted extends AcmeFailure {
    private static final long serialVersionUID = 1L;

    Interrupted(InterruptedException cause) {
      super("interrupted", cause);
    }
  }
}
