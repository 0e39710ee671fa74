package shomei.postgres.order;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.AUTHORIZATION;
import static shomei.postgres.schema.Tables.BARRED_KEY;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.INSTITUTION;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Table;
import shomei.domain.history.Entry;
import shomei.domain.order.Claim;
import shomei.domain.order.IssuanceState;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.RowParameter;
import shomei.postgres.sql.Values;

/// The steps of issuing ([Orders#begin] and those after it), each one message and one transaction.
///
/// Where the claim is to a seat or to a certificate's place, each locks the order, then the seat,
/// then the certificate, always in this turn: of two requests the second looks when the first is
/// done, and they never wait for each other. An order for names alone has nothing but itself, whose
/// row the step looks at again once it has it.
final class IssuanceSteps {
  private static final Field<String> OUTCOME = field(name("outcome"), String.class);

  private static final RowParameter<IssuanceState> BEGUN = OrderRows.PROGRESS.named("begun");
  private static final RowParameter<IssuanceState> ENDED = OrderRows.STATE.named("ended");
  private static final Param<byte[]> KEY = param("key", ACME_ORDER.SPKI_DIGEST);
  private static final Param<String> THUMBPRINT = param("thumbprint", ACCOUNT.THUMBPRINT);

  private final DSLContext database;
  private final Map<Class<?>, Prepared> beginnings = new ConcurrentHashMap<>();

  IssuanceSteps(DSLContext database) {
    this.database = database;
  }

  Orders.Begun begin(Order.Processing order, String thumbprint, Claim claim, Entry entry) {
    Values values =
        ClaimSteps.values(order.terms(), claim)
            .with(BEGUN, new IssuanceState.Begun(order.intent(), order.since()))
            .with(HistoryRows.ADDED, entry)
            .with(KEY, order.intent().spkiDigest().octets())
            .with(THUMBPRINT, thumbprint)
            .with(ClaimSteps.NOW, order.since());
    return Orders.Begun.valueOf(
        beginnings
            .computeIfAbsent(claim.getClass(), kind -> beginning(claim))
            .fetch(values)
            .getFirst()
            .get(OUTCOME));
  }

  private Prepared beginning(Claim claim) {
    Change change = new Change();
    Table<?> judged = change.step(select(verdict(claim).as(OUTCOME)));
    Field<String> outcome = Change.column(judged, OUTCOME);
    Condition recorded = outcome.eq(outcome(Orders.Begun.RECORDED));
    Table<?> begun =
        change.step(
            update(ACME_ORDER)
                .set(BEGUN.assignments().byColumn())
                .where(ClaimSteps.ITSELF)
                .and(OrderRows.IS_OPEN)
                .and(exists(selectOne().from(judged).where(recorded)))
                .returning(ACME_ORDER.ID));
    if (claim instanceof Claim.Right) {
      change.step(
          update(SUBSCRIBER)
              .set(SUBSCRIBER.RIGHT_HELD_BY, ClaimSteps.ORDER)
              .where(ClaimSteps.SEAT)
              .and(Change.did(begun))
              .returning(SUBSCRIBER.ID));
    }
    if (ClaimSteps.hasCertificate(claim)) {
      change.step(
          update(CERTIFICATE)
              .set(CERTIFICATE.CLAIMED_BY, ClaimSteps.ORDER)
              .where(ClaimSteps.CLAIMED)
              .and(Change.did(begun))
              .returning(CERTIFICATE.SERIAL));
    }
    change.insert(begun, HistoryRows.ADDED.assignments());
    Field<String> answer =
        when(Change.did(begun), outcome(Orders.Begun.RECORDED))
            .when(recorded, outcome(Orders.Begun.LOST))
            .otherwise(outcome);
    return new Prepared(
        database,
        ClaimSteps.locks(claim),
        change.asking(field(select(answer).from(judged)).as(OUTCOME)));
  }

  private static Field<String> verdict(Claim claim) {
    Condition open =
        exists(
            selectOne()
                .from(ACME_ORDER)
                .where(ClaimSteps.ITSELF)
                .and(OrderRows.ready(ClaimSteps.NOW)));
    // by the key of accounts, with its collation
    Condition accountKey =
        exists(
            selectOne()
                .from(INSTITUTION)
                .join(ACCOUNT)
                .on(ACCOUNT.INSTITUTION.eq(INSTITUTION.ID.collate("default")))
                .and(ACCOUNT.THUMBPRINT.eq(THUMBPRINT)));
    Condition barred = exists(selectOne().from(BARRED_KEY).where(BARRED_KEY.SPKI_DIGEST.eq(KEY)));
    return when(open.not(), outcome(Orders.Begun.LOST))
        .when(accountKey, outcome(Orders.Begun.ACCOUNT_KEY))
        .when(barred, outcome(Orders.Begun.BARRED_KEY))
        .when(suspended(claim), outcome(Orders.Begun.SUSPENDED))
        .when(noRight(claim), outcome(Orders.Begun.NO_RIGHT))
        .when(replaced(claim), outcome(Orders.Begun.REPLACED))
        .when(lapsed(claim), outcome(Orders.Begun.PROOF_LAPSED))
        .otherwise(outcome(Orders.Begun.RECORDED));
  }

  private static Field<String> outcome(Orders.Begun begun) {
    return inline(begun.name());
  }

  private static Condition noRight(Claim claim) {
    return claim instanceof Claim.Right
        ? notExists(
            selectOne()
                .from(SUBSCRIBER)
                .where(ClaimSteps.SEAT)
                .and(SUBSCRIBER.RIGHT_OPENS_AT.le(ClaimSteps.NOW))
                .and(SUBSCRIBER.RIGHT_HELD_BY.isNull()))
        : falseCondition();
  }

  private static Condition replaced(Claim claim) {
    return ClaimSteps.hasCertificate(claim)
        ? notExists(
            selectOne()
                .from(CERTIFICATE)
                .where(ClaimSteps.CLAIMED)
                .and(CERTIFICATE.REPLACED_BY.isNull())
                .and(CERTIFICATE.CLAIMED_BY.isNull())
                .and(claim instanceof Claim.Renewal ? ClaimSteps.UNREVOKED : noCondition()))
        : falseCondition();
  }

  private static Condition suspended(Claim claim) {
    return ClaimSteps.hasSeat(claim)
        ? exists(selectOne().from(SUBSCRIBER).where(ClaimSteps.SEAT).and(SUBSCRIBER.SUSPENDED))
        : falseCondition();
  }

  /// Whether there was an act on the seat since it was proven.
  private static Condition lapsed(Claim claim) {
    return ClaimSteps.hasSeat(claim)
        ? exists(
            selectOne()
                .from(ACME_ORDER)
                .join(AUTHORIZATION)
                .on(OrderRows.ITS_AUTHORIZATIONS)
                .join(SUBSCRIBER)
                .on(ClaimSteps.SEAT)
                .where(ClaimSteps.ITSELF)
                .and(coalesce(AUTHORIZATION.SEAT_REVISION, inline(0)).ne(SUBSCRIBER.REVISION)))
        : falseCondition();
  }

  void giveBack(Order.Processing order, Claim claim, Entry entry) {
    String serial = order.intent().toBeSigned().serial().hex();
    end(order.terms(), claim, new IssuanceState.Open(), Optional.of(serial), entry);
  }

  void reject(Order.Invalid order, Entry entry) {
    Change change = new Change();
    Table<?> ended =
        change.step(
            update(ACME_ORDER)
                .set(ENDED.assignments().byColumn())
                .where(ClaimSteps.ITSELF)
                .and(OrderRows.IS_OPEN)
                .returning(ACME_ORDER.ID));
    change.insert(ended, HistoryRows.ADDED.assignments());
    change
        .prepared(database, List.of(), ended)
        .fetch(
            new Values()
                .with(ClaimSteps.ORDER, order.terms().id().value())
                .with(ENDED, new IssuanceState.Failed(order.error()))
                .with(HistoryRows.ADDED, entry));
  }

  void fail(Order.Invalid order, Claim claim, Entry entry) {
    end(order.terms(), claim, new IssuanceState.Failed(order.error()), Optional.empty(), entry);
  }

  /// Takes the order out of processing.
  ///
  /// @param serial where it must be the intended one
  private void end(
      Terms terms, Claim claim, IssuanceState state, Optional<String> serial, Entry entry) {
    Change change = new Change();
    Table<?> ended =
        change.step(
            update(ACME_ORDER)
                .set(ENDED.assignments().byColumn())
                .where(ClaimSteps.PROCESSING)
                .and(
                    serial.isPresent()
                        ? ACME_ORDER.SERIAL.eq(ClaimSteps.SERIAL)
                        : ACME_ORDER.SERIAL.isNotNull())
                .returning(ACME_ORDER.ID));
    ClaimSteps.free(change, ended, claim);
    change.insert(ended, HistoryRows.ADDED.assignments());
    Values values =
        ClaimSteps.values(terms, claim).with(ENDED, state).with(HistoryRows.ADDED, entry);
    serial.ifPresent(hex -> values.with(ClaimSteps.SERIAL, hex));
    change.prepared(database, ClaimSteps.locks(claim), ended).fetch(values);
  }
}
