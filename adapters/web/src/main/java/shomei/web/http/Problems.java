package shomei.web.http;

import java.time.Duration;
import java.util.Optional;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.protocol.identifier.Identifier;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;

/// Turns refusals into problem documents (RFC 8555 §6.7, RFC 9457): the one place where the
/// domain's reasons and the protocol's types meet.
public final class Problems {
  private static final Duration LIMITED = Duration.ofMinutes(1);

  private Problems() {}

  /// The document of a challenge's or an order's error.
  public static Problem of(Failure failure) {
    Problem problem = typed(failure.reason(), failure.detail());
    return failure.notBefore().map(problem::withNotBefore).orElse(problem);
  }

  /// The document of a whole answer.
  static Problem of(Refusal refusal) {
    Problem problem = of(refusal.failure());
    return refusal.parts().isEmpty()
        ? problem
        : problem.withSubproblems(refusal.parts().stream().map(Problems::part).toList());
  }

  /// How long to wait before the same may be asked again, where that is known.
  static Optional<Duration> wait(Refusal refusal) {
    return refusal
        .retryAfter()
        .or(
            () ->
                refusal.reason() == Reason.RATE_LIMITED ? Optional.of(LIMITED) : Optional.empty());
  }

  private static Problem part(Refusal.Part part) {
    ProblemType type = of(part.failure()).knownType().orElseThrow();
    return Problem.of(type, part.failure().detail(), new Identifier(part.type(), part.value()));
  }

  private static Problem typed(Reason reason, String detail) {
    return switch (reason) {
      case MALFORMED -> Problem.of(ProblemType.MALFORMED, detail);
      case NOT_FOUND -> Problem.of(ProblemType.MALFORMED, detail).withStatus(404);
      case KEY_IN_USE -> Problem.of(ProblemType.MALFORMED, detail).withStatus(409);
      case UNAVAILABLE -> Problem.of(ProblemType.SERVER_INTERNAL, detail).withStatus(503);
      case INTERNAL -> Problem.of(ProblemType.SERVER_INTERNAL, detail);
      case UNAUTHORIZED -> Problem.of(ProblemType.UNAUTHORIZED, detail);
      case BAD_NONCE -> Problem.of(ProblemType.BAD_NONCE, detail);
      case ACCOUNT_DOES_NOT_EXIST -> Problem.of(ProblemType.ACCOUNT_DOES_NOT_EXIST, detail);
      case ALREADY_REPLACED -> Problem.of(ProblemType.ALREADY_REPLACED, detail);
      case ALREADY_REVOKED -> Problem.of(ProblemType.ALREADY_REVOKED, detail);
      case BAD_CSR -> Problem.of(ProblemType.BAD_CSR, detail);
      case BAD_PUBLIC_KEY -> Problem.of(ProblemType.BAD_PUBLIC_KEY, detail);
      case BAD_REVOCATION_REASON -> Problem.of(ProblemType.BAD_REVOCATION_REASON, detail);
      case CAA -> Problem.of(ProblemType.CAA, detail);
      case CONNECTION -> Problem.of(ProblemType.CONNECTION, detail);
      case DNS -> Problem.of(ProblemType.DNS, detail);
      case EXTERNAL_ACCOUNT_REQUIRED -> Problem.of(ProblemType.EXTERNAL_ACCOUNT_REQUIRED, detail);
      case INCORRECT_RESPONSE -> Problem.of(ProblemType.INCORRECT_RESPONSE, detail);
      case INVALID_CONTACT -> Problem.of(ProblemType.INVALID_CONTACT, detail);
      case INVALID_PROFILE -> Problem.of(ProblemType.INVALID_PROFILE, detail);
      case ORDER_NOT_READY -> Problem.of(ProblemType.ORDER_NOT_READY, detail);
      case RATE_LIMITED -> Problem.of(ProblemType.RATE_LIMITED, detail);
      case REJECTED_IDENTIFIER -> Problem.of(ProblemType.REJECTED_IDENTIFIER, detail);
      case TLS -> Problem.of(ProblemType.TLS, detail);
      case UNSUPPORTED_CONTACT -> Problem.of(ProblemType.UNSUPPORTED_CONTACT, detail);
      case UNSUPPORTED_IDENTIFIER -> Problem.of(ProblemType.UNSUPPORTED_IDENTIFIER, detail);
      case USER_ACTION_REQUIRED -> Problem.of(ProblemType.USER_ACTION_REQUIRED, detail);
      case LOCKED -> Problem.of(ProblemType.LOCKED, detail);
      case NOT_ELIGIBLE -> Problem.of(ProblemType.NOT_ELIGIBLE, detail);
      case NOT_YET_ELIGIBLE -> Problem.of(ProblemType.NOT_YET_ELIGIBLE, detail);
      case RENEWAL_NOT_OPEN -> Problem.of(ProblemType.RENEWAL_NOT_OPEN, detail);
      case RENEWAL_CLOSED -> Problem.of(ProblemType.RENEWAL_CLOSED, detail);
      case SUSPENDED -> Problem.of(ProblemType.SUSPENDED, detail);
      case PIN_CHANGE_REQUIRED -> Problem.of(ProblemType.PIN_CHANGE_REQUIRED, detail);
      case UNKNOWN_CODE -> Problem.of(ProblemType.UNKNOWN_CODE, detail);
    };
  }
}
