package shomei.enrollment.connection;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Cause;
import shomei.sdk.AcmeFailure;

/// What failed calls mean to the person.
public final class AcmeFailures {

  private AcmeFailures() {}

  /// @param server that was called
  public static EnrollmentException of(AcmeFailure failure, URI server) {
    return new EnrollmentException(meaning(failure, server.getAuthority()), failure);
  }

  private static Failure meaning(AcmeFailure failure, String server) {
    return switch (failure) {
      case AcmeFailure.Refused refused -> new Failure.Refused(refused.problem());
      case AcmeFailure.Busy busy -> new Failure.Busy(busy.problem());
      case AcmeFailure.Unsettled late -> new Failure.Unfinished();
      case AcmeFailure.Unreachable gone ->
          new Failure.Unreachable(
              cause(gone.getCause()), server, String.valueOf(gone.getMessage()));
      case AcmeFailure.Unreadable stranger ->
          new Failure.NotAcme(String.valueOf(stranger.getMessage()));
      case AcmeFailure.ProxyRefused proxy ->
          new Failure.ProxyLoginRefused(proxy.proxy().host() + ":" + proxy.proxy().port());
      case AcmeFailure.Interrupted stopped -> new Failure.Interrupted();
    };
  }

  private static Cause cause(@Nullable Throwable failure) {
    Cause found = Cause.OTHER;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      found =
          switch (at) {
            case UnknownHostException unknown -> Cause.UNKNOWN_HOST;
            case UnresolvedAddressException unknown -> Cause.UNKNOWN_HOST;
            case ConnectException refused -> Cause.NO_CONNECTION;
            case HttpTimeoutException slow -> Cause.TIMEOUT;
            case TimeoutException slow -> Cause.TIMEOUT;
            case SSLException untrusted -> Cause.NOT_TRUSTED;
            case CertificateExpiredException late -> Cause.CERTIFICATE_DATES;
            case CertificateNotYetValidException early -> Cause.CERTIFICATE_DATES;
            default -> found;
          };
    }
    return found;
  }
}
