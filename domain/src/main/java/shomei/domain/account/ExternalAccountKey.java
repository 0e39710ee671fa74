package shomei.domain.account;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.kernel.InstitutionId;

/// A credential for external account binding (RFC 8555 §7.3.4). Its secret is nowhere stored: it is
/// derived from `kid` by the token's secret, so a copy of the database binds nothing.
///
/// @param kid printable ASCII
/// @param singleUse whether the first account made with it spends it
/// @param expires when it ends, if ever
public record ExternalAccountKey(
    String kid,
    InstitutionId institution,
    Binding binding,
    boolean singleUse,
    Instant created,
    Optional<Instant> expires,
    State state) {

  public enum State {
    USABLE,
    SPENT,
    REVOKED
  }

  public boolean usableAt(Instant now) {
    return state == State.USABLE && expires.map(now::isBefore).orElse(true);
  }
}
