package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.inline;
import static shomei.postgres.schema.Tables.AUTHORIZATION;

import org.jooq.Condition;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.postgres.sql.IdentifierText;

/// What was proven for a seat, or is about to be.
///
/// What a partial index asks for is written into the statement, not bound to it: a plan that is
/// kept for all values could not use the index otherwise.
public final class SeatProofs {
  private SeatProofs() {}

  /// The seat's authorizations that are pending or valid.
  public static Condition openFor(InstitutionId institution, SubscriberName seat) {
    return AUTHORIZATION
        .STATUS
        .in(inline("PENDING"), inline("VALID"))
        .and(AUTHORIZATION.INSTITUTION.eq(institution.value()))
        .and(AUTHORIZATION.IDENTIFIER.eq(IdentifierText.write(new Identifier.Seat(seat))))
        .and(AUTHORIZATION.IDENTIFIER.like(inline("subscriber:%")));
  }
}
