package shomei.postgres;

import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
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
import shomei.postgres.schema.tables.records.AcmeOrderRecord;
import shomei.postgres.schema.tables.records.CertificateRecord;
import shomei.postgres.schema.tables.records.HistoryRecord;
import shomei.postgres.schema.tables.records.NoticeRecord;

/// The step that puts an issued certificate into the database ([Orders#complete]).
final class CompletionSteps {
  private static final Failure RIGHT_LAPSED =
      new Failure(Reason.NOT_ELIGIBLE, "the right to acquire was opened anew");
  private static final Failure PLACE_LAPSED =
      new Failure(Reason.UNAUTHORIZED, "the certificate was revoked meanwhile");

  private final DSLContext database;
  private final Map<Shape, Prepared> completions = new ConcurrentHashMap<>();

  /// What the statement differs by.
  private record Shape(Class<?> claim, int notices) {}

  /// What comes in.
  private record Completion(
      AcmeOrderRecord issued,
      CertificateRecord certificate,
      List<NoticeRecord> notices,
      HistoryRecord line,
      Entry entry) {}

  CompletionSteps(DSLContext database) {
    this.database = database;
  }

  Orders.Completed complete(
      Order.Valid order, Certificate certificate, Claim claim, List<Notice> notices, Entry entry) {
    Completion completion =
        new Completion(
            OrderRows.write(new IssuanceState.Issued(order.serial())),
            CertificateRows.write(certificate),
            notices.stream().map(CertificateRows::write).toList(),
            HistoryRows.write(entry),
            entry);
    Values values =
        ClaimSteps.values(order.terms(), claim)
            .row(completion.issued())
            .row(completion.certificate())
            .rows(completion.notices())
            .row(completion.line())
            .with(ClaimSteps.SERIAL, order.serial().hex())
            .with(ClaimSteps.NOW, entry.at());
    lapse(claim).ifPresent(failed -> values.row(OrderRows.write(failed)));
    if (claim instanceof Claim.Right) {
      Certificate.Revocation revocation = superseding(entry);
      values
          .row(CertificateRows.write(revocation))
          .row(HistoryRows.write(revocation.entryOfAny(entry)));
    }
    Record answer =
        completions
            .computeIfAbsent(
                new Shape(claim.getClass(), notices.size()), shape -> completing(claim, completion))
            .fetch(values)
            .getFirst();
    if (!answer.get(0, Boolean.class)) {
      return Orders.Completed.LOST;
    }
    return answer.get(1, Boolean.class) ? Orders.Completed.SUPERSEDING : Orders.Completed.RECORDED;
  }

  private Prepared completing(Claim claim, Completion completion) {
    Condition waiting = ClaimSteps.PROCESSING.and(ACME_ORDER.SERIAL.eq(ClaimSteps.SERIAL));
    Change change = Change.toPrepare();
    Table<?> done =
        change.step(
            update(ACME_ORDER)
                .set(change.settings(completion.issued()))
                .where(waiting)
                .and(lapsed(claim).not())
                .returning(ACME_ORDER.ID));
    change.insert(done, completion.certificate());
    change.insert(done, completion.notices());
    change.insert(done, completion.line());
    lapse(claim).ifPresent(failed -> endIfLapsed(change, claim, waiting, failed));
    Condition superseding = falseCondition();
    if (claim instanceof Claim.Right) {
      closeRight(change, done);
      superseding = Change.did(supersede(change, done, completion.entry()));
    }
    if (ClaimSteps.hasCertificate(claim)) {
      replace(change, done);
    }
    return change.prepared(
        database, ClaimSteps.locks(claim), field(Change.did(done)), field(superseding));
  }

  /// Whether the claim of a processing order has not held.
  private static Condition lapsed(Claim claim) {
    return switch (claim) {
      case Claim.Right(var seat) ->
          notExists(
              selectOne()
                  .from(SUBSCRIBER)
                  .where(ClaimSteps.SEAT)
                  .and(SUBSCRIBER.RIGHT_HELD_BY.eq(ClaimSteps.ORDER)));
      case Claim.Renewal(var seat, var serial) ->
          notExists(
              selectOne().from(CERTIFICATE).where(ClaimSteps.CLAIMED).and(ClaimSteps.UNREVOKED));
      case Claim.Replacement(var serial) -> falseCondition();
      case Claim.Names() -> falseCondition();
    };
  }

  /// What becomes of an order whose claim has not held, where a claim may lapse.
  private static Optional<IssuanceState> lapse(Claim claim) {
    return switch (claim) {
      case Claim.Right(var seat) -> Optional.of(new IssuanceState.Failed(RIGHT_LAPSED));
      case Claim.Renewal(var seat, var serial) ->
          Optional.of(new IssuanceState.Failed(PLACE_LAPSED));
      case Claim.Replacement(var serial) -> Optional.empty();
      case Claim.Names() -> Optional.empty();
    };
  }

  private static void endIfLapsed(
      Change change, Claim claim, Condition waiting, IssuanceState failed) {
    Table<?> ended =
        change.step(
            update(ACME_ORDER)
                .set(change.settings(OrderRows.write(failed)))
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
            .set(SUBSCRIBER.RIGHT_HELD_BY, inline(null, SUBSCRIBER.RIGHT_HELD_BY))
            .where(ClaimSteps.SEAT)
            .and(SUBSCRIBER.RIGHT_HELD_BY.eq(ClaimSteps.ORDER))
            .and(Change.did(done))
            .returning(SUBSCRIBER.ID));
  }

  /// Revokes the seat's certificates that were there before, each with an entry of its own.
  private static Table<?> supersede(Change change, Table<?> done, Entry entry) {
    return RevocationSteps.revoke(
        change,
        SubscriberRows.certificatesOf(ClaimSteps.INSTITUTION, ClaimSteps.CONTRACT, ClaimSteps.USER)
            .and(PostgresCertificates.good(ClaimSteps.NOW))
            .and(Change.did(done)),
        superseding(entry),
        entry);
  }

  private static Certificate.Revocation superseding(Entry entry) {
    return new Certificate.Revocation(entry.at(), Optional.of(RevocationReason.SUPERSEDED));
  }
}
