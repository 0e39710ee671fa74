package shomei.domain.order;

import java.time.Instant;
import java.util.List;
import shomei.domain.authorization.Authorization;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Serial;

/// An order in one of the states of RFC 8555 §7.1.6.
public sealed interface Order {
  Terms terms();

  /// Some authorization is still to be given.
  record Pending(Terms terms) implements Order {}

  /// Every authorization is valid.
  record Ready(Terms terms) implements Order {
    public Processing begin(Intent intent, Instant now) {
      return new Processing(terms, intent, now);
    }

    /// What was ordered cannot be issued.
    public Invalid failed(Failure error) {
      return new Invalid(terms, error);
    }
  }

  /// The certificate is being signed, or was when a node died; whoever comes next takes it up.
  record Processing(Terms terms, Intent intent, Instant since) implements Order {
    public Valid issued() {
      return new Valid(terms, intent.toBeSigned().serial());
    }

    public Invalid failed(Failure error) {
      return new Invalid(terms, error);
    }
  }

  record Valid(Terms terms, Serial serial) implements Order {}

  record Invalid(Terms terms, Failure error) implements Order {}

  /// The state at `now` of an order whose issuing has come so far and whose authorizations stand
  /// so.
  static Order of(
      Terms terms, IssuanceState progress, List<Authorization> authorizations, Instant now) {
    return switch (progress) {
      case IssuanceState.Begun begun -> new Processing(terms, begun.intent(), begun.since());
      case IssuanceState.Issued issued -> new Valid(terms, issued.serial());
      case IssuanceState.Failed failed -> new Invalid(terms, failed.error());
      case IssuanceState.Open() -> open(terms, authorizations, now);
    };
  }

  private static Order open(Terms terms, List<Authorization> authorizations, Instant now) {
    boolean ready = true;
    for (Authorization authorization : authorizations) {
      switch (authorization.statusAt(now)) {
        case VALID -> {}
        case PENDING -> ready = false;
        case INVALID -> {
          return new Invalid(
              terms,
              authorization
                  .error()
                  .orElse(new Failure(Reason.UNAUTHORIZED, "an authorization failed")));
        }
        case DEACTIVATED -> {
          return new Invalid(
              terms, new Failure(Reason.UNAUTHORIZED, "an authorization was deactivated"));
        }
        case EXPIRED -> {
          return new Invalid(terms, new Failure(Reason.UNAUTHORIZED, "an authorization expired"));
        }
      }
    }
    if (!now.isBefore(terms.expires())) {
      return new Invalid(terms, new Failure(Reason.MALFORMED, "the order expired"));
    }
    return ready ? new Ready(terms) : new Pending(terms);
  }
}
