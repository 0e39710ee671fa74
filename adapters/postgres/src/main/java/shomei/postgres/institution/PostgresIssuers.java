package shomei.postgres.institution;

import static shomei.postgres.schema.Tables.ISSUER;

import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Table;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.IssuerRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.RowMapping;

/// [Issuers].
final class PostgresIssuers implements Issuers {
  private static final RowMapping<Issuer> ROW =
      RowMapping.<Issuer>of(ISSUER)
          .with(ISSUER.ID, issuer -> issuer.id().value())
          .with(ISSUER.INSTITUTION, issuer -> issuer.institution().value())
          .with(ISSUER.GENERATION, Issuer::generation)
          .with(ISSUER.CERTIFICATE, issuer -> issuer.certificate().octets())
          .with(
              ISSUER.ABOVE,
              issuer -> issuer.above().stream().map(Octets::octets).toArray(byte[][]::new))
          .with(ISSUER.KEY_ID, issuer -> issuer.keyId().octets())
          .with(ISSUER.KEY_LABEL, Issuer::keyLabel);

  private final DSLContext database;

  PostgresIssuers(DSLContext database) {
    this.database = database;
  }

  @Override
  public List<Issuer> all() {
    return database
        .selectFrom(ISSUER)
        .orderBy(ISSUER.INSTITUTION, ISSUER.GENERATION)
        .fetch(PostgresIssuers::read);
  }

  @Override
  public boolean add(Issuer issuer, Entry entry) {
    Change change = new Change();
    Table<?> added = change.addOnce(ROW.constants(issuer));
    change.insert(added, HistoryRows.write(entry));
    return change.done(database, added);
  }

  private static Issuer read(IssuerRecord row) {
    return new Issuer(
        new IssuerId(row.getId()),
        new InstitutionId(row.getInstitution()),
        row.getGeneration(),
        Octets.of(row.getCertificate()),
        Arrays.stream(row.getAbove()).map(Octets::of).toList(),
        Octets.of(row.getKeyId()),
        row.getKeyLabel());
  }
}
