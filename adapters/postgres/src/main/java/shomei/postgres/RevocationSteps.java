package shomei.postgres;

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
import shomei.postgres.schema.tables.records.HistoryRecord;

/// The steps of a change that revoke certificates.
final class RevocationSteps {
  private RevocationSteps() {}

  /// Revokes those of `which` that are not revoked, bars their keys where these are compromised,
  /// and writes an entry for each, by the actor of `cause`.
  ///
  /// @return the step that has the serials
  static Table<?> revoke(
      Change change, Condition which, Certificate.Revocation revocation, Entry cause) {
    Table<?> revoked =
        change.step(
            update(CERTIFICATE)
                .set(CERTIFICATE.REVOKED_AT, revocation.at())
                .set(
                    CERTIFICATE.REVOCATION_REASON, revocation.reason().map(Enum::name).orElse(null))
                .where(which)
                .and(CERTIFICATE.REVOKED_AT.isNull())
                .returning(CERTIFICATE.SERIAL, CERTIFICATE.SPKI_DIGEST, CERTIFICATE.ADDED));
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
    HistoryRecord line = HistoryRows.write(revocation.entryOfAny(cause));
    change.insert(
        line,
        select(
                Change.columns(line).stream()
                    .<Field<?>>map(
                        column ->
                            column.equals(HISTORY.SUBJECT)
                                ? val(line.getSubject())
                                    .concat(Change.column(revoked, CERTIFICATE.SERIAL))
                                : Change.value(line, column))
                    .toList())
            .from(revoked));
    return revoked;
  }
}
