package shomei.postgres;

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
import static shomei.postgres.schema.Tables.BARRED_KEY;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

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
import shomei.postgres.schema.tables.records.AcmeOrderRecord;
import shomei.postgres.schema.tables.records.HistoryRecord;

/// The steps of issuing ([Orders#begin] and those after it), each one message and one transaction.
///
/// Where the claim is to a seat or to a certificate's place, each locks the order, then the seat,
/// then the certificate, always in this turn: of two requests the second looks when the first is
/// done, and they never wait for each other. An order for names alone has nothing but itself, whose
/// row the step looks at again once it has it.
final class IssuanceSteps {
  private static final Field<String> OUTCOME = field(name("outcome"), String.class);

  private static final Param<byte[]> KEY = param("key", ACME_ORDER.SPKI_DIGEST);

  private final DSLContext database;
  private final Map<Class<?>, Prepared> beginnings = new ConcurrentHashMap<>();

  IssuanceSteps(DSLContext database) {
    this.database = database;
  }

  Orders.Begun begin(Order.Processing order, Claim claim, Entry entry) {
    AcmeOrderRecord begun = OrderRows.write(new IssuanceState.Begun(order.intent(), order.since()));
    HistoryRecord line = HistoryRows.write(entry);
    Values values =
        ClaimSteps.values(order.terms(), claim)
            .row(begun)
            .row(line)
            .with(KEY, order.intent().spkiDigest().octets())
            .with(ClaimSteps.NOW, order.since());
    return Orders.Begun.valueOf(
        beginnings
            .computeIfAbsent(claim.getClass(), kind -> beginning(claim, begun, line))
            .fetch(values)
            .getFirst()
            .get(0, String.class));
  }

  private Prepared beginning(Claim claim, AcmeOrderRecord row, HistoryRecord line) {
    Change change = Change.toPrepare();
    Table<?> judged = change.step(select(verdict(claim).as(OUTCOME)));
    Field<String> outcome = Change.column(judged, OUTCOME);
    Condition recorded = outcome.eq(outcome(Orders.Begun.RECORDED));
    Table<?> begun =
        change.step(
            update(ACME_ORDER)
                .set(change.settings(row))
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
    change.insert(begun, line);
    Field<String> answer =
        when(Change.did(begun), outcome(Orders.Begun.RECORDED))
            .when(recorded, outcome(Orders.Begun.LOST))
            .otherwise(outcome);
    return change.prepared(database, ClaimSteps.locks(claim), field(select(answer).from(judged)));
  }

  private static Field<String> verdict(Claim claim) {
    Condition open =
        exists(
            selectOne()
                .from(ACME_ORDER)
                .where(ClaimSteps.ITSELF)
                .and(OrderRows.ready(ClaimSteps.NOW)));
    Condition accountKey = exists(selectOne().from(ACCOUNT).where(ACCOUNT.SPKI_DIGEST.eq(KEY)));
    Condition barred = exists(selectOne().from(BARRED_KEY).where(BARRED_KEY.SPKI_DIGEST.eq(KEY)));
    return when(open.not(), outcome(Orders.Begun.LOST))
        .when(accountKey, outcome(Orders.Begun.ACCOUNT_KEY))
        .when(barred, outcome(Orders.Begun.BARRED_KEY))
        .when(suspended(claim), outcome(Orders.Begun.SUSPENDED))
        .when(noRight(claim), outcome(Orders.Begun.NO_RIGHT))
        .when(replaced(claim), outcome(Orders.Begun.REPLACED))
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

  void giveBack(Order.Processing order, Claim claim, Entry entry) {
    String serial = order.intent().toBeSigned().serial().hex();
    end(order.terms(), claim, new IssuanceState.Open(), Optional.of(serial), entry);
  }

  void fail(Order.Invalid order, Claim claim, Entry entry) {
    end(order.terms(), claim, new IssuanceState.Failed(order.error()), Optional.empty(), entry);
  }

  /// Takes the order out of processing.
  ///
  /// @param serial where it must be the intended one
  private void end(
      Terms terms, Claim claim, IssuanceState progress, Optional<String> serial, Entry entry) {
    AcmeOrderRecord row = OrderRows.write(progress);
    HistoryRecord line = HistoryRows.write(entry);
    Change change = Change.toPrepare();
    Table<?> ended =
        change.step(
            update(ACME_ORDER)
                .set(change.settings(row))
                .where(ClaimSteps.PROCESSING)
                .and(
                    serial.isPresent()
                        ? ACME_ORDER.SERIAL.eq(ClaimSteps.SERIAL)
                        : ACME_ORDER.SERIAL.isNotNull())
                .returning(ACME_ORDER.ID));
    ClaimSteps.free(change, ended, claim);
    change.insert(ended, line);
    change
        .prepared(database, ClaimSteps.locks(claim), field(Change.did(ended)))
        .fetch(
            ClaimSteps.values(terms, claim)
                .row(row)
                .row(line)
                .with(ClaimSteps.SERIAL, serial.orElse("")));
  }
}
