package shomei.domain.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;

/// What was ordered. Nothing of it ever changes (RFC 8555 §7.1.3).
///
/// @param authorizations in the order of the identifiers
/// @param notBefore as asked for by the client
/// @param notAfter as asked for by the client
/// @param replaces the certificate that this one takes the place of (RFC 9773 §5)
/// @param replacesText its certID as the client wrote it, reflected unchanged
public record Terms(
    OrderId id,
    AccountId account,
    InstitutionId institution,
    List<Identifier> identifiers,
    List<AuthorizationId> authorizations,
    String profile,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter,
    Optional<Serial> replaces,
    Optional<String> replacesText,
    Instant created,
    Instant expires) {
  public Terms {
    identifiers = List.copyOf(identifiers);
    authorizations = List.copyOf(authorizations);
  }
}
