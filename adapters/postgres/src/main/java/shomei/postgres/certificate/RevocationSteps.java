package shomei.postgres.certificate;

import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.BARRED_KEY;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.HISTORY;

import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Entry;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.sql.Assignments;
import shomei.postgres.sql.Change;

/// The steps of a change that revoke certificates.
public final class RevocationSteps {
  private RevocationSteps() {}

  /// Revokes those of `which` that are not revoked, bars their keys where these are compromised,
  /// and writes an entry for each, by the actor of `cause`.
  ///
  /// @return the step that has the serials
  public static Table<?> revoke(
      Change change, Condition which, Certificate.Revocation revocation, Entry cause) {
    Table<?> revoked =
        revoke(
            change,
            which,
            CertificateRows.REVOCATION.constants(revocation),
            HistoryRows.write(revocation.entryOfAny(cause)));
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
    return revoked;
  }

  /// The same for keys that nobody says are compromised.
  ///
  /// @param revocation of [CertificateRows#REVOCATION]
  /// @param entry on any of them: its subject lacks the serial
  public static Table<?> revoke(
      Change change, Condition which, Assignments revocation, Assignments entry) {
    Table<?> revoked =
        change.step(
            update(CERTIFICATE)
                .set(revocation.byColumn())
                .where(which)
                .and(CERTIFICATE.REVOKED_AT.isNull())
                .returning(CERTIFICATE.SERIAL, CERTIFICATE.SPKI_DIGEST, CERTIFICATE.ADDED));
    Field<String> subject =
        concat(entry.value(HISTORY.SUBJECT), Change.column(revoked, CERTIFICATE.SERIAL));
    change.insert(revoked, entry.with(HISTORY.SUBJECT, subject));
    return revoked;
  }
}
