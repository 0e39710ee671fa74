package shomei.validation;

import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;

/// One look that did not prove the name. Its words tell what was looked at and never what was found
/// there: the requester chose the target, and must not read through us what it could not read
/// itself.
final class LookFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  LookFailed(Reason reason, String detail) {
    super(detail, null, false, false);
    this.failure = new Failure(reason, detail);
  }

  Failure failure() {
    return failure;
  }
}
