package shomei.postgres.oidc;

import static shomei.postgres.schema.Tables.OIDC_KEY;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.oidc.SigningKey;
import shomei.domain.oidc.SigningKeys;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.OidcKeyRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.RowMapping;

/// [SigningKeys].
final class PostgresSigningKeys implements SigningKeys {
  private static final RowMapping<SigningKey> ROW =
      RowMapping.<SigningKey>of(OIDC_KEY)
          .with(OIDC_KEY.LABEL, SigningKey::label)
          .with(OIDC_KEY.INSTITUTION, key -> key.institution().value())
          .with(OIDC_KEY.PUBLIC_KEY, key -> key.publicKey().octets())
          .with(OIDC_KEY.ADDED, SigningKey::added);

  private final DSLContext database;

  PostgresSigningKeys(DSLContext database) {
    this.database = database;
  }

  @Override
  public boolean add(SigningKey key, Entry entry) {
    Change change = new Change();
    Table<?> added = change.addOnce(ROW.constants(key));
    change.insert(added, HistoryRows.write(entry));
    return change.done(database, added);
  }

  @Override
  public boolean remove(InstitutionId institution, String label, Entry entry) {
    Change change = new Change();
    Table<?> removed =
        change.step(
            DSL.deleteFrom(OIDC_KEY)
                .where(OIDC_KEY.INSTITUTION.eq(institution.value()))
                .and(OIDC_KEY.LABEL.eq(label))
                .returning(OIDC_KEY.LABEL));
    change.insert(removed, HistoryRows.write(entry));
    return change.done(database, removed);
  }

  @Override
  public List<SigningKey> of(InstitutionId institution) {
    return database
        .selectFrom(OIDC_KEY)
        .where(OIDC_KEY.INSTITUTION.eq(institution.value()))
        .orderBy(OIDC_KEY.ADDED.desc(), OIDC_KEY.LABEL)
        .fetch(PostgresSigningKeys::read);
  }

  private static SigningKey read(OidcKeyRecord row) {
    return new SigningKey(
        new InstitutionId(row.getInstitution()),
        row.getLabel(),
        Octets.of(row.getPublicKey()),
        row.getAdded());
  }
}
