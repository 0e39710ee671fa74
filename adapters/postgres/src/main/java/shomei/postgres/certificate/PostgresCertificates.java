package shomei.postgres.certificate;

import static org.jooq.impl.DSL.arrayAgg;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.HISTORY;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Change;
import shomei.postgres.subscriber.SeatActs;
import shomei.postgres.subscriber.SubscriberRows;

/// [Certificates].
public final class PostgresCertificates implements Certificates {
  private static final Field<Boolean> WITHDRAWN = field(name("withdrawn"), Boolean.class);
  private static final Field<String[]> REVOKED = field(name("revoked"), String[].class);

  private final DSLContext database;

  public PostgresCertificates(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<Certificate> find(Serial serial) {
    return find(CERTIFICATE.SERIAL.eq(serial.hex()));
  }

  @Override
  public Optional<Certificate> findByFingerprint(Octets sha256) {
    return find(CERTIFICATE.FINGERPRINT.eq(sha256.octets()));
  }

  @Override
  public List<Certificate> of(InstitutionId institution, SubscriberName seat) {
    return database
        .selectFrom(CERTIFICATE)
        .where(CertificateRows.ofSeat(institution, seat))
        .orderBy(CERTIFICATE.ADDED.desc())
        .fetch(CertificateRows::read);
  }

  @Override
  public List<Certificate> of(InstitutionId institution, Optional<Serial> after, int limit) {
    return database
        .selectFrom(CERTIFICATE)
        .where(CERTIFICATE.INSTITUTION.eq(institution.value()))
        .and(after.map(serial -> CERTIFICATE.SERIAL.gt(serial.hex())).orElse(noCondition()))
        .orderBy(CERTIFICATE.SERIAL)
        .limit(limit)
        .fetch(CertificateRows::read);
  }

  @Override
  public Optional<Certificate> current(
      InstitutionId institution, SubscriberName seat, Instant now) {
    return database
        .selectFrom(CERTIFICATE)
        .where(CertificateRows.ofSeat(institution, seat))
        .and(CertificateRows.good(now))
        .and(CERTIFICATE.REPLACED_BY.isNull())
        .orderBy(CERTIFICATE.ADDED.desc())
        .limit(1)
        .fetchOptional(CertificateRows::read);
  }

  /// By the history's index on institution and subject.
  @Override
  public Map<Serial, Kept> kept(Collection<Serial> asked) {
    if (asked.isEmpty()) {
      return Map.of();
    }
    return database
        .select(CERTIFICATE.SERIAL, CERTIFICATE.FINGERPRINT, count(HISTORY.ID))
        .from(CERTIFICATE)
        .leftJoin(HISTORY)
        .on(HISTORY.INSTITUTION.eq(CERTIFICATE.INSTITUTION))
        .and(HISTORY.SUBJECT.eq(concat(inline("certificate:"), CERTIFICATE.SERIAL)))
        .and(HISTORY.ACT.eq(Act.CERTIFICATE_ISSUED.name()))
        .where(CERTIFICATE.SERIAL.in(asked.stream().map(Serial::hex).toList()))
        .groupBy(CERTIFICATE.SERIAL, CERTIFICATE.FINGERPRINT)
        .fetch()
        .stream()
        .collect(
            Collectors.toMap(
                row -> new Serial(row.value1()),
                row -> new Kept(Octets.of(row.value2()), row.value3())));
  }

  @Override
  public boolean revoke(Serial serial, Certificate.Revocation revocation, Entry entry) {
    Condition it = CERTIFICATE.SERIAL.eq(serial.hex());
    Condition seat =
        exists(
            selectOne()
                .from(CERTIFICATE)
                .where(it)
                .and(CERTIFICATE.INSTITUTION.eq(SUBSCRIBER.INSTITUTION))
                .and(CERTIFICATE.CONTRACT_ID.eq(SUBSCRIBER.CONTRACT_ID))
                .and(CERTIFICATE.USER_ID.eq(SUBSCRIBER.USER_ID)));
    Change change = new Change();
    Table<?> revoked = RevocationSteps.revoke(change, it, revocation, entry);
    SeatActs.act(
        change,
        Map.of(),
        seat.and(Change.did(revoked)),
        noCondition(),
        CERTIFICATE.SERIAL.ne(serial.hex()));
    return change.done(database, SeatActs.locks(seat), revoked);
  }

  @Override
  public Optional<List<Serial>> withdraw(
      SubscriberName seat,
      SeatVersion seen,
      Certificate.Revocation revocation,
      Optional<Instant> right,
      Optional<Octets> letterCode,
      Entry entry) {
    return withdraw(seat, seen, revocation, SubscriberRows.right(right, letterCode), entry);
  }

  @Override
  public Optional<List<Serial>> withdrawForGood(
      SubscriberName seat, SeatVersion seen, Certificate.Revocation revocation, Entry entry) {
    Map<Field<?>, Field<?>> gone =
        new LinkedHashMap<>(SubscriberRows.right(Optional.empty(), Optional.empty()));
    gone.put(SUBSCRIBER.SUSPENDED, inline(true));
    gone.put(SUBSCRIBER.DELETED_AT, val(revocation.at(), SUBSCRIBER.DELETED_AT));
    return withdraw(seat, seen, revocation, gone, entry);
  }

  private Optional<List<Serial>> withdraw(
      SubscriberName seat,
      SeatVersion seen,
      Certificate.Revocation revocation,
      Map<Field<?>, Field<?>> columns,
      Entry entry) {
    Condition itsCertificates = CertificateRows.ofSeat(entry.institution(), seat);
    Condition itself = SubscriberRows.named(entry.institution(), seat);
    Change change = new Change();
    Table<?> set =
        SeatActs.act(
            change, columns, itself.and(SeatActs.isAsSeen(seen)), noCondition(), falseCondition());
    Table<?> revoked =
        RevocationSteps.revoke(
            change,
            itsCertificates
                .and(CertificateRows.good(revocation.at()).or(CERTIFICATE.REPLACED_BY.isNull()))
                .and(Change.did(set)),
            revocation,
            entry);
    change.insert(set, HistoryRows.write(entry));
    Field<String[]> serials =
        field(
            select(
                    arrayAgg(Change.column(revoked, CERTIFICATE.SERIAL))
                        .orderBy(Change.column(revoked, CERTIFICATE.ADDED)))
                .from(revoked));
    Record answer =
        Change.after(
            database,
            SeatActs.locks(itself),
            change.asking(field(Change.did(set)).as(WITHDRAWN), serials.as(REVOKED)));
    return answer.get(WITHDRAWN)
        ? Optional.of(
            Stream.ofNullable(answer.get(REVOKED)).flatMap(Stream::of).map(Serial::new).toList())
        : Optional.empty();
  }

  private Optional<Certificate> find(Condition which) {
    return database.selectFrom(CERTIFICATE).where(which).fetchOptional(CertificateRows::read);
  }
}
