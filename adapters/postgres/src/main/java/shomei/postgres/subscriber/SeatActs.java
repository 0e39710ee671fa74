package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import shomei.domain.kernel.SeatVersion;
import shomei.postgres.sql.Change;

/// Acts on a seat, which end what was proven for it before (`Subscribers`).
///
/// What a partial index asks for is written into the statement, not bound to it: a plan that is
/// kept for all values could not use the index otherwise.
public final class SeatActs {
  private static final Condition OPEN =
      AUTHORIZATION
          .STATUS
          .in(inline("PENDING"), inline("VALID"))
          .and(AUTHORIZATION.IDENTIFIER.like(inline("subscriber:%")));

  private SeatActs() {}

  /// To be taken before an act, in this turn: what is open for the seat, then the seat, as those do
  /// that settle a proof or issue.
  public static List<Query> locks(Condition seat) {
    return List.of(
        select(AUTHORIZATION.ID)
            .from(SUBSCRIBER)
            .join(AUTHORIZATION)
            .on(isFor(SUBSCRIBER))
            .and(OPEN)
            .where(seat)
            .orderBy(AUTHORIZATION.ID)
            .forNoKeyUpdate()
            .of(AUTHORIZATION),
        select(SUBSCRIBER.ID).from(SUBSCRIBER).where(seat).forNoKeyUpdate());
  }

  /// Whether a seat is as somebody saw it.
  public static Condition isAsSeen(SeatVersion seen) {
    Field<String> newest =
        field(
            select(CERTIFICATE.SERIAL)
                .from(CERTIFICATE)
                .where(CERTIFICATE.INSTITUTION.eq(SUBSCRIBER.INSTITUTION))
                .and(CERTIFICATE.CONTRACT_ID.eq(SUBSCRIBER.CONTRACT_ID))
                .and(CERTIFICATE.USER_ID.eq(SUBSCRIBER.USER_ID.collate("default")))
                .orderBy(CERTIFICATE.ADDED.desc())
                .limit(1));
    return SUBSCRIBER
        .REVISION
        .eq(seen.revision())
        .and(seen.newest().map(serial -> newest.eq(serial.hex())).orElse(newest.isNull()));
  }

  /// Adds the steps of an act.
  ///
  /// @param columns what it writes into the seat
  /// @return the step that changes the seat
  public static Table<?> act(Change change, Map<?, ?> columns, Condition seat) {
    return act(change, columns, seat, noCondition(), noCondition());
  }

  /// Danger: a row that is changed by another step as well keeps one of the changes. Certificates
  /// that are revoked have lost their claims by that.
  ///
  /// An authorization that came after the locks were taken and is being settled is passed over, so
  /// that nobody waits in a circle: it is of an earlier revision, which is worth nothing.
  ///
  /// @param proofs which of the seat's authorizations end
  /// @param claimed which of its certificates lose their claims
  public static Table<?> act(
      Change change, Map<?, ?> columns, Condition seat, Condition proofs, Condition claimed) {
    Map<Object, Object> all = new LinkedHashMap<>(columns);
    all.put(SUBSCRIBER.REVISION, SUBSCRIBER.REVISION.plus(inline(1)));
    all.put(SUBSCRIBER.RIGHT_HELD_BY, inline(null, SUBSCRIBER.RIGHT_HELD_BY));
    Table<?> acted =
        change.step(
            update(SUBSCRIBER)
                .set(all)
                .where(seat)
                .returning(
                    SUBSCRIBER.ID,
                    SUBSCRIBER.INSTITUTION,
                    SUBSCRIBER.CONTRACT_ID,
                    SUBSCRIBER.USER_ID));
    Table<?> ending =
        change.step(
            select(AUTHORIZATION.ID)
                .from(acted)
                .join(AUTHORIZATION)
                .on(isFor(acted))
                .and(OPEN)
                .and(proofs)
                .forNoKeyUpdate()
                .of(AUTHORIZATION)
                .skipLocked());
    change.step(
        update(AUTHORIZATION)
            .set(AUTHORIZATION.STATUS, inline("DEACTIVATED"))
            .where(
                AUTHORIZATION.ID.in(select(Change.column(ending, AUTHORIZATION.ID)).from(ending)))
            .returning(AUTHORIZATION.ID));
    change.step(
        update(CERTIFICATE)
            .set(CERTIFICATE.CLAIMED_BY, inline(null, CERTIFICATE.CLAIMED_BY))
            .from(acted)
            .where(CERTIFICATE.INSTITUTION.eq(Change.column(acted, SUBSCRIBER.INSTITUTION)))
            .and(CERTIFICATE.CONTRACT_ID.eq(Change.column(acted, SUBSCRIBER.CONTRACT_ID)))
            .and(CERTIFICATE.USER_ID.eq(Change.column(acted, SUBSCRIBER.USER_ID)))
            .and(CERTIFICATE.CLAIMED_BY.isNotNull())
            .and(claimed)
            .returning(CERTIFICATE.SERIAL));
    return acted;
  }

  /// Whether an authorization is for the seat of that row (`Identifier.Seat`, as text).
  private static Condition isFor(Table<?> seat) {
    // with the collation of the index, which a comparison must have to be answered by it
    Field<String> user = Change.column(seat, SUBSCRIBER.USER_ID).collate("default");
    Field<String> below =
        when(user.eq(inline("")), inline("")).otherwise(concat(inline("/"), user));
    return AUTHORIZATION
        .INSTITUTION
        .eq(Change.column(seat, SUBSCRIBER.INSTITUTION))
        .and(
            AUTHORIZATION.IDENTIFIER.eq(
                concat(inline("subscriber:"), Change.column(seat, SUBSCRIBER.CONTRACT_ID), below)));
  }
}
