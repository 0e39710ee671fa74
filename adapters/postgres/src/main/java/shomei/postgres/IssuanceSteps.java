package shomei.postgres;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;
import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.ACME_ORDER;
import static shomei.postgres.schema.Tables.BARRED_KEY;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.certificate.Serial;
import shomei.domain.history.Entry;
import shomei.domain.identifier.SubscriberName;
import shomei.domain.institution.InstitutionId;
import shomei.domain.issuance.Claim;
import shomei.domain.notice.Notice;
import shomei.domain.order.Order;
import shomei.domain.order.OrderId;
import shomei.domain.order.Orders;
import shomei.domain.order.Progress;
import shomei.domain.order.Terms;
import shomei.domain.refusal.Ground;
import shomei.domain.refusal.Reason;

/// The steps of issuing ([Orders#begin] and those after it), each one message and one transaction.
///
/// Each locks the order, then the seat, then the certificate that the claim names, always in this
/// turn: of two requests the second looks when the first is done, and they never wait for each
/// other.
final class IssuanceSteps {
  private static final Ground RIGHT_LAPSED =
      new Ground(Reason.NOT_ELIGIBLE, "the right to acquire was opened anew");
  private static final Ground PLACE_LAPSED =
      new Ground(Reason.UNAUTHORIZED, "the certificate was revoked meanwhile");
  private static final Field<String> OUTCOME = field(name("outcome"), String.class);

  private final DSLContext database;

  IssuanceSteps(DSLContext database) {
    this.database = database;
  }

  Orders.Begun begin(Order.Processing order, Claim claim, Entry entry) {
    Terms terms = order.terms();
    Change change = new Change();
    Table<?> judged = change.step(select(verdict(order, claim).as(OUTCOME)));
    Field<String> outcome = Change.column(judged, OUTCOME);
    Table<?> begun =
        change.step(
            update(ACME_ORDER)
                .set(OrderRows.write(new Progress.Begun(order.intent(), order.since())))
                .where(itself(terms.id()))
                .and(
                    exists(
                        selectOne().from(judged).where(outcome.eq(Orders.Begun.RECORDED.name()))))
                .returning(ACME_ORDER.ID));
    if (claim instanceof Claim.Right(var seat)) {
      change.step(
          update(SUBSCRIBER)
              .set(SUBSCRIBER.RIGHT_HELD_BY, terms.id().value())
              .where(SubscriberRows.named(terms.institution(), seat))
              .and(Change.did(begun))
              .returning(SUBSCRIBER.ID));
    }
    certificate(claim)
        .ifPresent(
            serial ->
                change.step(
                    update(CERTIFICATE)
                        .set(CERTIFICATE.CLAIMED_BY, terms.id().value())
                        .where(CERTIFICATE.SERIAL.eq(serial.hex()))
                        .and(Change.did(begun))
                        .returning(CERTIFICATE.SERIAL)));
    change.insert(begun, HistoryRows.write(entry));
    Record answer =
        change.after(database, locks(terms, claim), select(outcome).from(judged).asField());
    return Orders.Begun.valueOf(answer.get(0, String.class));
  }

  private static Field<String> verdict(Order.Processing order, Claim claim) {
    Terms terms = order.terms();
    byte[] key = order.intent().spkiDigest().octets();
    Condition open =
        exists(
            selectOne()
                .from(ACME_ORDER)
                .where(itself(terms.id()))
                .and(OrderRows.ready(order.since())));
    Condition accountKey = exists(selectOne().from(ACCOUNT).where(ACCOUNT.SPKI_DIGEST.eq(key)));
    Condition barred = exists(selectOne().from(BARRED_KEY).where(BARRED_KEY.SPKI_DIGEST.eq(key)));
    return when(open.not(), outcome(Orders.Begun.LOST))
        .when(accountKey, outcome(Orders.Begun.ACCOUNT_KEY))
        .when(barred, outcome(Orders.Begun.BARRED_KEY))
        .when(suspended(terms.institution(), claim), outcome(Orders.Begun.SUSPENDED))
        .when(noRight(terms, claim, order.since()), outcome(Orders.Begun.NO_RIGHT))
        .when(replaced(claim), outcome(Orders.Begun.REPLACED))
        .otherwise(outcome(Orders.Begun.RECORDED));
  }

  private static Field<String> outcome(Orders.Begun begun) {
    return inline(begun.name());
  }

  private static Condition noRight(Terms terms, Claim claim, Instant now) {
    return claim instanceof Claim.Right(var seat)
        ? notExists(
            selectOne()
                .from(SUBSCRIBER)
                .where(SubscriberRows.named(terms.institution(), seat))
                .and(SUBSCRIBER.RIGHT_OPENS_AT.le(now))
                .and(SUBSCRIBER.RIGHT_HELD_BY.isNull()))
        : falseCondition();
  }

  private static Condition replaced(Claim claim) {
    return certificate(claim)
        .map(
            serial ->
                notExists(
                    selectOne()
                        .from(CERTIFICATE)
                        .where(CERTIFICATE.SERIAL.eq(serial.hex()))
                        .and(CERTIFICATE.REPLACED_BY.isNull())
                        .and(CERTIFICATE.CLAIMED_BY.isNull())
                        .and(claim instanceof Claim.Renewal ? unrevoked() : noCondition())))
        .orElse(falseCondition());
  }

  private static Condition suspended(InstitutionId institution, Claim claim) {
    return seat(claim)
        .map(
            seat ->
                exists(
                    selectOne()
                        .from(SUBSCRIBER)
                        .where(SubscriberRows.named(institution, seat))
                        .and(SUBSCRIBER.SUSPENDED)))
        .orElse(falseCondition());
  }

  Orders.Completed complete(
      Order.Valid order, Certificate certificate, Claim claim, List<Notice> notices, Entry entry) {
    Terms terms = order.terms();
    Condition waiting = processing(terms.id()).and(ACME_ORDER.SERIAL.eq(order.serial().hex()));
    Change change = new Change();
    Table<?> done =
        change.step(
            update(ACME_ORDER)
                .set(OrderRows.write(new Progress.Issued(order.serial())))
                .where(waiting)
                .and(lapsed(terms, claim).not())
                .returning(ACME_ORDER.ID));
    change.insert(done, CertificateRows.write(certificate));
    change.insert(done, notices.stream().map(CertificateRows::write).toList());
    change.insert(done, HistoryRows.write(entry));
    Condition superseding = falseCondition();
    switch (claim) {
      case Claim.Right(var seat) -> {
        endIfLapsed(change, terms, claim, waiting, RIGHT_LAPSED);
        closeRight(change, done, terms, seat);
        superseding = Change.did(supersede(change, done, terms.institution(), seat, entry));
      }
      case Claim.Renewal(var seat, var serial) -> {
        endIfLapsed(change, terms, claim, waiting, PLACE_LAPSED);
        replace(change, done, terms, serial);
      }
      case Claim.Replacement(var serial) -> replace(change, done, terms, serial);
      case Claim.Names() -> {}
    }
    Record answer =
        change.after(database, locks(terms, claim), field(Change.did(done)), field(superseding));
    if (!answer.get(0, Boolean.class)) {
      return Orders.Completed.LOST;
    }
    return answer.get(1, Boolean.class) ? Orders.Completed.SUPERSEDING : Orders.Completed.RECORDED;
  }

  /// Whether the claim of a processing order has not held.
  private static Condition lapsed(Terms terms, Claim claim) {
    return switch (claim) {
      case Claim.Right(var seat) ->
          notExists(
              selectOne()
                  .from(SUBSCRIBER)
                  .where(SubscriberRows.named(terms.institution(), seat))
                  .and(SUBSCRIBER.RIGHT_HELD_BY.eq(terms.id().value())));
      case Claim.Renewal(var seat, var serial) ->
          notExists(
              selectOne()
                  .from(CERTIFICATE)
                  .where(CERTIFICATE.SERIAL.eq(serial.hex()))
                  .and(unrevoked()));
      case Claim.Replacement(var serial) -> falseCondition();
      case Claim.Names() -> falseCondition();
    };
  }

  private static Condition unrevoked() {
    return CERTIFICATE.REVOKED_AT.isNull();
  }

  private static void endIfLapsed(
      Change change, Terms terms, Claim claim, Condition waiting, Ground why) {
    Progress failed = new Progress.Failed(why);
    Table<?> ended =
        change.step(
            update(ACME_ORDER)
                .set(OrderRows.write(failed))
                .where(waiting)
                .and(lapsed(terms, claim))
                .returning(ACME_ORDER.ID));
    free(change, ended, terms, claim);
  }

  private static void replace(Change change, Table<?> done, Terms terms, Serial serial) {
    change.step(
        update(CERTIFICATE)
            .set(CERTIFICATE.REPLACED_BY, terms.id().value())
            .setNull(CERTIFICATE.CLAIMED_BY)
            .where(CERTIFICATE.SERIAL.eq(serial.hex()))
            .and(Change.did(done))
            .returning(CERTIFICATE.SERIAL));
  }

  private static void closeRight(Change change, Table<?> done, Terms terms, SubscriberName seat) {
    change.step(
        update(SUBSCRIBER)
            .setNull(SUBSCRIBER.RIGHT_OPENS_AT)
            .setNull(SUBSCRIBER.RIGHT_HELD_BY)
            .where(SubscriberRows.named(terms.institution(), seat))
            .and(SUBSCRIBER.RIGHT_HELD_BY.eq(terms.id().value()))
            .and(Change.did(done))
            .returning(SUBSCRIBER.ID));
  }

  /// Revokes the seat's certificates that were there before, each with an entry of its own.
  private static Table<?> supersede(
      Change change, Table<?> done, InstitutionId institution, SubscriberName seat, Entry entry) {
    return RevocationSteps.revoke(
        change,
        SubscriberRows.certificatesOf(institution, seat)
            .and(PostgresCertificates.good(entry.at()))
            .and(Change.did(done)),
        new Certificate.Revocation(entry.at(), Optional.of(RevocationReason.SUPERSEDED)),
        entry);
  }

  void giveBack(Order.Processing order, Claim claim, Entry entry) {
    Terms terms = order.terms();
    end(
        terms,
        claim,
        new Progress.Open(),
        ACME_ORDER.SERIAL.eq(order.intent().toBeSigned().serial().hex()),
        entry);
  }

  void fail(Order.Invalid order, Claim claim, Entry entry) {
    end(
        order.terms(),
        claim,
        new Progress.Failed(order.error()),
        ACME_ORDER.SERIAL.isNotNull(),
        entry);
  }

  /// Takes the order out of processing.
  private void end(Terms terms, Claim claim, Progress progress, Condition condition, Entry entry) {
    Change change = new Change();
    Table<?> ended =
        change.step(
            update(ACME_ORDER)
                .set(OrderRows.write(progress))
                .where(processing(terms.id()))
                .and(condition)
                .returning(ACME_ORDER.ID));
    free(change, ended, terms, claim);
    change.insert(ended, HistoryRows.write(entry));
    change.done(database, locks(terms, claim), ended);
  }

  /// Frees the claim, if it is this order's.
  private static void free(Change change, Table<?> ended, Terms terms, Claim claim) {
    if (claim instanceof Claim.Right(var seat)) {
      change.step(
          update(SUBSCRIBER)
              .setNull(SUBSCRIBER.RIGHT_HELD_BY)
              .where(SubscriberRows.named(terms.institution(), seat))
              .and(SUBSCRIBER.RIGHT_HELD_BY.eq(terms.id().value()))
              .and(Change.did(ended))
              .returning(SUBSCRIBER.ID));
    }
    certificate(claim)
        .ifPresent(
            serial ->
                change.step(
                    update(CERTIFICATE)
                        .setNull(CERTIFICATE.CLAIMED_BY)
                        .where(CERTIFICATE.SERIAL.eq(serial.hex()))
                        .and(CERTIFICATE.CLAIMED_BY.eq(terms.id().value()))
                        .and(Change.did(ended))
                        .returning(CERTIFICATE.SERIAL)));
  }

  private static List<Query> locks(Terms terms, Claim claim) {
    List<Query> locks = new ArrayList<>();
    locks.add(select(ACME_ORDER.ID).from(ACME_ORDER).where(itself(terms.id())).forNoKeyUpdate());
    seat(claim)
        .ifPresent(
            seat ->
                locks.add(
                    select(SUBSCRIBER.ID)
                        .from(SUBSCRIBER)
                        .where(SubscriberRows.named(terms.institution(), seat))
                        .forNoKeyUpdate()));
    certificate(claim).map(IssuanceSteps::lock).ifPresent(locks::add);
    return locks;
  }

  static Query lock(Serial serial) {
    return select(CERTIFICATE.SERIAL)
        .from(CERTIFICATE)
        .where(CERTIFICATE.SERIAL.eq(serial.hex()))
        .forNoKeyUpdate();
  }

  private static Condition itself(OrderId id) {
    return ACME_ORDER.ID.eq(id.value());
  }

  private static Condition processing(OrderId id) {
    return itself(id).and(OrderRows.IS_BEGUN);
  }

  private static Optional<SubscriberName> seat(Claim claim) {
    return switch (claim) {
      case Claim.Right(var seat) -> Optional.of(seat);
      case Claim.Renewal(var seat, var serial) -> Optional.of(seat);
      case Claim.Names() -> Optional.empty();
      case Claim.Replacement(var serial) -> Optional.empty();
    };
  }

  private static Optional<Serial> certificate(Claim claim) {
    return switch (claim) {
      case Claim.Right(var seat) -> Optional.empty();
      case Claim.Renewal(var seat, var serial) -> Optional.of(serial);
      case Claim.Names() -> Optional.empty();
      case Claim.Replacement(var serial) -> Optional.of(serial);
    };
  }
}
