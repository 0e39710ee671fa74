package shomei.tool.outcome;

import java.time.Instant;
import java.util.Optional;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.AcmeFailure;

/// What failed calls and problem documents mean to the person who runs the tool.
public final class Failures {

  private Failures() {}

  public static ToolFailure of(AcmeFailure failure) {
    return switch (failure) {
      case AcmeFailure.Refused refused -> of(refused.problem());
      case AcmeFailure.Busy busy ->
          ToolFailure.told(
              busy.problem(), ExitCode.UNAVAILABLE, "fail.busy", detail(busy.problem()));
      case AcmeFailure.Unsettled late ->
          ToolFailure.because(late, ExitCode.UNAVAILABLE, "fail.unsettled");
      case AcmeFailure.Unreachable gone ->
          ToolFailure.because(
              gone, ExitCode.NETWORK, "fail.network", String.valueOf(gone.getMessage()));
      case AcmeFailure.Unreadable stranger ->
          ToolFailure.because(
              stranger, ExitCode.NETWORK, "fail.unreadable", String.valueOf(stranger.getMessage()));
      case AcmeFailure.ProxyRefused proxy ->
          ToolFailure.because(proxy, ExitCode.PROXY, "fail.proxy", address(proxy));
      case AcmeFailure.Interrupted stopped ->
          ToolFailure.because(stopped, ExitCode.INTERRUPTED, "fail.interrupted");
    };
  }

  public static ToolFailure of(Problem problem) {
    Optional<ProblemType> known = problem.knownType();
    if (known.isEmpty()) {
      Integer status = problem.status();
      return status != null && status >= 500
          ? ToolFailure.told(problem, ExitCode.UNAVAILABLE, "fail.busy", detail(problem))
          : ToolFailure.told(problem, ExitCode.REFUSED, "fail.refused", detail(problem));
    }
    return switch (known.get()) {
      case INCORRECT_RESPONSE -> ToolFailure.told(problem, ExitCode.WRONG_PIN, "fail.wrongPin");
      case LOCKED -> ToolFailure.told(problem, ExitCode.LOCKED, "fail.locked");
      case NOT_ELIGIBLE -> ToolFailure.told(problem, ExitCode.NOT_ELIGIBLE, "fail.notEligible");
      case NOT_YET_ELIGIBLE ->
          ToolFailure.told(
              problem, ExitCode.NOT_YET_ELIGIBLE, "fail.notYetEligible", moment(problem));
      case RENEWAL_NOT_OPEN ->
          ToolFailure.told(
              problem, ExitCode.RENEWAL_NOT_OPEN, "fail.renewalNotOpen", moment(problem));
      case RENEWAL_CLOSED ->
          ToolFailure.told(problem, ExitCode.RENEWAL_CLOSED, "fail.renewalClosed");
      case SUSPENDED -> ToolFailure.told(problem, ExitCode.SUSPENDED, "fail.suspended");
      case PIN_CHANGE_REQUIRED ->
          ToolFailure.told(problem, ExitCode.PIN_CHANGE_REQUIRED, "fail.pinChangeRequired");
      case ALREADY_REPLACED -> ToolFailure.told(problem, ExitCode.REFUSED, "fail.alreadyReplaced");
      case RATE_LIMITED, SERVER_INTERNAL ->
          ToolFailure.told(problem, ExitCode.UNAVAILABLE, "fail.busy", detail(problem));
      case ACCOUNT_DOES_NOT_EXIST,
          ALREADY_REVOKED,
          BAD_CSR,
          BAD_NONCE,
          BAD_PUBLIC_KEY,
          BAD_REVOCATION_REASON,
          BAD_SIGNATURE_ALGORITHM,
          CAA,
          COMPOUND,
          CONNECTION,
          DNS,
          EXTERNAL_ACCOUNT_REQUIRED,
          INVALID_CONTACT,
          INVALID_PROFILE,
          MALFORMED,
          ORDER_NOT_READY,
          REJECTED_IDENTIFIER,
          TLS,
          UNAUTHORIZED,
          UNSUPPORTED_CONTACT,
          UNSUPPORTED_IDENTIFIER,
          USER_ACTION_REQUIRED ->
          ToolFailure.told(problem, ExitCode.REFUSED, "fail.refused", detail(problem));
    };
  }

  private static String address(AcmeFailure.ProxyRefused refused) {
    return refused.proxy().host() + ":" + refused.proxy().port();
  }

  private static String detail(Problem problem) {
    String detail = problem.detail();
    return detail == null ? problem.type().toString() : detail;
  }

  /// An [Instant] for the text to format, or an empty text.
  private static Object moment(Problem problem) {
    Instant from = problem.notBefore();
    return from == null ? "" : from;
  }
}
