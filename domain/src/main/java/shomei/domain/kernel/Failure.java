package shomei.domain.kernel;

import java.time.Instant;
import java.util.Optional;

/// Why something was refused or failed, in plain words. It is shown to the requester and kept with
/// challenges and orders that failed, so it must name no secret.
///
/// @param notBefore when to come back, where the reason has such a time
public record Failure(Reason reason, String detail, Optional<Instant> notBefore) {
  public Failure(Reason reason, String detail) {
    this(reason, detail, Optional.empty());
  }
}
