package shomei.postgres.order;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.NOTICE;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.notice.Notice;
import shomei.domain.order.Claim;
import shomei.domain.order.IssuanceState;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.certificate.RevocationSteps;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.RowMapping;
import shomei.postgres.sql.RowParameter;
import shomei.postgres.sql.Values;

/// The step that puts an issued certificate into the database ([Orders#complete]).
final class CompletionSteps {
  private static final Failure RIGHT_LAPSED =
      new Failure(Reason.NOT_ELIGIBLE, "the seat was changed meanwhile; acquire anew");
  private static final Failure PLACE_LAPSED =
      new Failure(Reason.UNAUTHORIZED, "the seat was changed meanwhile; renew again");

  private static final Failure ACCOUNT_ENDED =
      new Failure(Reason.UNAUTHORIZED, "the account was deactivated meanwhile");

  private static final RowMapping<Notice> NOTICE_ROW =
      RowMapping.<Notice>of(NOTICE)
          .with(NOTICE.SERIAL, notice -> notice.serial().hex())
          .with(NOTICE.DAYS_BEFORE, Notice::daysBefore)
          .with(NOTICE.DUE, Notice::due);

  private static final RowParameter<IssuanceState> ISSUED = OrderRows.PROGRESS.named("issued");
  private static final RowParameter<IssuanceState> LAPSED = OrderRows.STATE.named("lapsed");
  private static final RowParameter<Certificate> RECORDED = CertificateRows.ROW.named("recorded");
  private static final RowParameter<Notice> PLANNED = NOTICE_ROW.named("planned");
  private static final RowParameter<Certificate.Revocation> SUPERSEDED =
      CertificateRows.REVOCATION.named("superseded");
  private static final RowParameter<Entry> SUPERSEDED_ENTRY =
      HistoryRows.ENTRY.named("superseded_entry");

  private static final Field<Boolean> DONE = field(name("done"), Boolean.class);
  private static final Field<Boolean> SUPERSEDING = field(name("superseding"), Boolean.class);

  private final DSLContext database;
  private final Map<Shape, Prepared> completions = new ConcurrentHashMap<>();

  /// What the statement differs by.
  private record Shape(Class<?> claim, int notices) {}

  CompletionSteps(DSLContext database) {
    this.database = database;
  }

  Orders.Completed complete(
      Order.Valid order, Certificate certificate, Claim claim, List<Notice> notices, Entry entry) {
    Values values =
        ClaimSteps.values(order.terms(), claim)
            .with(ISSUED, new IssuanceState.Issued(order.serial()))
            .with(RECORDED, certificate)
            .with(PLANNED, notices)
            .with(HistoryRows.ADDED, entry)
            .with(LAPSED, new IssuanceState.Failed(lapse(claim)))
            .with(ClaimSteps.SERIAL, order.serial().hex());
    if (claim instanceof Claim.Right) {
      Certificate.Revocation revocation =
          new Certificate.Revocation(entry.at(), Optional.of(RevocationReason.SUPERSEDED));
      values
          .with(ClaimSteps.NOW, entry.at())
          .with(SUPERSEDED, revocation)
          .with(SUPERSEDED_ENTRY, revocation.entryOfAny(entry));
    }
    Record answer =
        completions
            .computeIfAbsent(
                new Shape(claim.getClass(), notices.size()),
                shape -> completing(claim, shape.notices()))
            .fetch(values)
            .getFirst();
    if (!answer.get(DONE)) {
      return Orders.Completed.LOST;
    }
    return answer.get(SUPERSEDING) ? Orders.Completed.SUPERSEDING : Orders.Completed.RECORDED;
  }

  private Prepared completing(Claim claim, int notices) {
    Condition waiting = ClaimSteps.PROCESSING.and(ACME_ORDER.SERIAL.eq(ClaimSteps.SERIAL));
    Change change = new Change();
    Table<?> done =
        change.step(
            update(ACME_ORDER)
                .set(ISSUED.assignments().byColumn())
                .where(waiting)
                .and(lapsed(claim).not())
                .returning(ACME_ORDER.ID));
    change.insert(done, RECORDED.assignments());
    change.insert(done, PLANNED.assignments(notices));
    change.insert(done, HistoryRows.ADDED.assignments());
    endIfLapsed(change, claim, waiting);
    Condition superseding = falseCondition();
    if (claim instanceof Claim.Right) {
      closeRight(change, done);
      superseding = Change.did(supersede(change, done));
    }
    if (ClaimSteps.hasCertificate(claim)) {
      replace(change, done);
    }
    return new Prepared(
        database,
        ClaimSteps.locks(claim),
        change.asking(field(Change.did(done)).as(DONE), field(superseding).as(SUPERSEDING)));
  }

  /// Whether the order's account was ended, or its claim has not held.
  private static Condition lapsed(Claim claim) {
    return exists(
            selectOne()
                .from(ACCOUNT)
                .where(ACCOUNT.ID.eq(ACME_ORDER.ACCOUNT))
                .and(ACCOUNT.STATUS.ne(inline(Account.Status.VALID.name()))))
        .or(unclaimed(claim));
  }

  private static Condition unclaimed(Claim claim) {
    return switch (claim) {
      case Claim.Right(var seat) ->
          notExists(
              selectOne()
                  .from(SUBSCRIBER)
                  .where(ClaimSteps.SEAT)
                  .and(SUBSCRIBER.RIGHT_HELD_BY.eq(ClaimSteps.ORDER)));
      case Claim.Renewal(var seat, var serial) ->
          notExists(
              selectOne()
                  .from(CERTIFICATE)
                  .where(ClaimSteps.CLAIMED)
                  .and(CERTIFICATE.CLAIMED_BY.eq(ClaimSteps.ORDER))
                  .and(ClaimSteps.UNREVOKED));
      case Claim.Replacement(var serial) -> falseCondition();
      case Claim.Names() -> falseCondition();
    };
  }

  /// What an order is told that has lapsed.
  private static Failure lapse(Claim claim) {
    return switch (claim) {
      case Claim.Right(var seat) -> RIGHT_LAPSED;
      case Claim.Renewal(var seat, var serial) -> PLACE_LAPSED;
      case Claim.Replacement(var serial) -> ACCOUNT_ENDED;
      case Claim.Names() -> ACCOUNT_ENDED;
    };
  }

  private static void endIfLapsed(Change change, Claim claim, Condition waiting) {
    Table<?> ended =
        change.step(
            update(ACME_ORDER)
                .set(LAPSED.assignments().byColumn())
                .where(waiting)
                .and(lapsed(claim))
                .returning(ACME_ORDER.ID));
    ClaimSteps.free(change, ended, claim);
  }

  private static void replace(Change change, Table<?> done) {
    change.step(
        update(CERTIFICATE)
            .set(CERTIFICATE.REPLACED_BY, ClaimSteps.ORDER)
            .set(CERTIFICATE.CLAIMED_BY, inline(null, CERTIFICATE.CLAIMED_BY))
            .where(ClaimSteps.CLAIMED)
            .and(Change.did(done))
            .returning(CERTIFICATE.SERIAL));
  }

  private static void closeRight(Change change, Table<?> done) {
    change.step(
        update(SUBSCRIBER)
            .set(SUBSCRIBER.RIGHT_OPENS_AT, inline(null, SUBSCRIBER.RIGHT_OPENS_AT))
            .set(SUBSCRIBER.LETTER_CODE, inline(null, SUBSCRIBER.LETTER_CODE))
            .set(SUBSCRIBER.RIGHT_HELD_BY, inline(null, SUBSCRIBER.RIGHT_HELD_BY))
            .where(ClaimSteps.SEAT)
            .and(SUBSCRIBER.RIGHT_HELD_BY.eq(ClaimSteps.ORDER))
            .and(Change.did(done))
            .returning(SUBSCRIBER.ID));
  }

  /// Revokes the seat's certificates that were there before, each with an entry of its own.
  private static Table<?> supersede(Change change, Table<?> done) {
    return RevocationSteps.revoke(
        change,
        CertificateRows.ofSeat(ClaimSteps.INSTITUTION, ClaimSteps.CONTRACT, ClaimSteps.USER)
            .and(CertificateRows.good(ClaimSteps.NOW))
            .and(Change.did(done)),
        SUPERSEDED.assignments(),
        SUPERSEDED_ENTRY.assignments());
  }
}
