package shomei.domain.refusal;

import java.time.Instant;
import java.util.Optional;

/// The ground of a refusal in plain words. It is shown to the requester and kept with challenges
/// and orders that failed, so it must name no secret.
///
/// @param notBefore when to come back, where the reason has such a time
public record Ground(Reason reason, String detail, Optional<Instant> notBefore) {
  public Ground(Reason reason, String detail) {
    this(reason, detail, Optional.empty());
  }
}
