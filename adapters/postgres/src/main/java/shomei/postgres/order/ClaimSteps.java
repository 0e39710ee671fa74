package shomei.postgres.order;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Table;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Claim;
import shomei.domain.order.Terms;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Values;
import shomei.postgres.subscriber.SubscriberRows;

/// What the statements of issuing share: the names of their values, what they lock, and how a claim
/// is given up.
final class ClaimSteps {
  static final Param<UUID> ORDER = param("order", ACME_ORDER.ID);
  static final Param<String> SERIAL = param("serial", ACME_ORDER.SERIAL);
  static final Param<Instant> NOW = param("now", ACME_ORDER.SINCE);
  static final Param<String> INSTITUTION = param("institution", SUBSCRIBER.INSTITUTION);
  static final Param<String> CONTRACT = param("contract", SUBSCRIBER.CONTRACT_ID);
  static final Param<String> USER = param("user", SUBSCRIBER.USER_ID);
  static final Param<String> REPLACED = param("replaced", CERTIFICATE.SERIAL);

  static final Condition ITSELF = ACME_ORDER.ID.eq(ORDER);
  static final Condition PROCESSING = ITSELF.and(OrderRows.IS_BEGUN);
  static final Condition SEAT = SubscriberRows.named(INSTITUTION, CONTRACT, USER);
  static final Condition CLAIMED = CERTIFICATE.SERIAL.eq(REPLACED);
  static final Condition UNREVOKED = CERTIFICATE.REVOKED_AT.isNull();

  private ClaimSteps() {}

  /// Frees the claim, if it is this order's.
  static void free(Change change, Table<?> ended, Claim claim) {
    if (claim instanceof Claim.Right) {
      change.step(
          update(SUBSCRIBER)
              .set(SUBSCRIBER.RIGHT_HELD_BY, inline(null, SUBSCRIBER.RIGHT_HELD_BY))
              .where(SEAT)
              .and(SUBSCRIBER.RIGHT_HELD_BY.eq(ORDER))
              .and(Change.did(ended))
              .returning(SUBSCRIBER.ID));
    }
    if (hasCertificate(claim)) {
      change.step(
          update(CERTIFICATE)
              .set(CERTIFICATE.CLAIMED_BY, inline(null, CERTIFICATE.CLAIMED_BY))
              .where(CLAIMED)
              .and(CERTIFICATE.CLAIMED_BY.eq(ORDER))
              .and(Change.did(ended))
              .returning(CERTIFICATE.SERIAL));
    }
  }

  static List<Query> locks(Claim claim) {
    List<Query> locks = new ArrayList<>();
    if (hasSeat(claim) || hasCertificate(claim)) {
      locks.add(select(ACME_ORDER.ID).from(ACME_ORDER).where(ITSELF).forNoKeyUpdate());
    }
    if (hasSeat(claim)) {
      locks.add(select(SUBSCRIBER.ID).from(SUBSCRIBER).where(SEAT).forNoKeyUpdate());
    }
    if (hasCertificate(claim)) {
      locks.add(lock(REPLACED));
    }
    return locks;
  }

  static Query lock(Field<String> serial) {
    return select(CERTIFICATE.SERIAL)
        .from(CERTIFICATE)
        .where(CERTIFICATE.SERIAL.eq(serial))
        .forNoKeyUpdate();
  }

  /// What every step needs, and what `claim` names.
  static Values values(Terms terms, Claim claim) {
    Values values = new Values().with(ORDER, terms.id().value());
    return switch (claim) {
      case Claim.Right(var seat) -> named(values, terms, seat);
      case Claim.Renewal(var seat, var serial) ->
          named(values, terms, seat).with(REPLACED, serial.hex());
      case Claim.Replacement(var serial) -> values.with(REPLACED, serial.hex());
      case Claim.Names() -> values;
    };
  }

  private static Values named(Values values, Terms terms, SubscriberName seat) {
    return values
        .with(INSTITUTION, terms.institution().value())
        .with(CONTRACT, seat.contractId())
        .with(USER, SubscriberRows.userId(seat));
  }

  static boolean hasSeat(Claim claim) {
    return claim instanceof Claim.Right || claim instanceof Claim.Renewal;
  }

  static boolean hasCertificate(Claim claim) {
    return claim instanceof Claim.Renewal || claim instanceof Claim.Replacement;
  }
}
