package shomei.postgres;

import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.BARRED_KEY;
import static shomei.postgres.schema.Tables.CERTIFICATE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import shomei.domain.Octets;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.certificate.Serial;
import shomei.domain.history.Entry;
import shomei.domain.identifier.SubscriberName;
import shomei.domain.institution.InstitutionId;

/// [Certificates].
final class PostgresCertificates implements Certificates {
  private final DSLContext database;

  PostgresCertificates(DSLContext database) {
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
        .where(SubscriberRows.certificatesOf(institution, seat))
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
        .where(SubscriberRows.certificatesOf(institution, seat))
        .and(good(now))
        .and(CERTIFICATE.REPLACED_BY.isNull())
        .orderBy(CERTIFICATE.ADDED.desc())
        .limit(1)
        .fetchOptional(CertificateRows::read);
  }

  @Override
  public boolean revoke(Serial serial, Certificate.Revocation revocation, Entry entry) {
    Change change = new Change();
    Table<?> revoked =
        change.step(
            update(CERTIFICATE)
                .set(CERTIFICATE.REVOKED_AT, revocation.at())
                .set(
                    CERTIFICATE.REVOCATION_REASON, revocation.reason().map(Enum::name).orElse(null))
                .where(CERTIFICATE.SERIAL.eq(serial.hex()))
                .and(CERTIFICATE.REVOKED_AT.isNull())
                .returning(CERTIFICATE.SPKI_DIGEST));
    if (revocation.reason().equals(Optional.of(RevocationReason.KEY_COMPROMISE))) {
      change.step(
          insertInto(BARRED_KEY, BARRED_KEY.SPKI_DIGEST, BARRED_KEY.SINCE)
              .select(
                  select(
                          Change.column(revoked, CERTIFICATE.SPKI_DIGEST),
                          val(revocation.at(), BARRED_KEY.SINCE))
                      .from(revoked))
              .onConflictDoNothing()
              .returning(BARRED_KEY.SPKI_DIGEST));
    }
    change.insert(revoked, HistoryRows.write(entry));
    return change.done(database, revoked);
  }

  /// A certificate that is neither revoked nor expired at `now`.
  static Condition good(Instant now) {
    return CERTIFICATE.REVOKED_AT.isNull().and(CERTIFICATE.NOT_AFTER.ge(now));
  }

  private Optional<Certificate> find(Condition which) {
    return database.selectFrom(CERTIFICATE).where(which).fetchOptional(CertificateRows::read);
  }
}
