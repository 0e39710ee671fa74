package shomei.postgres;

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
import shomei.postgres.schema.tables.records.IssuerRecord;

/// [Issuers].
final class PostgresIssuers implements Issuers {
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
    Table<?> added = change.addOnce(write(issuer));
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

  private static IssuerRecord write(Issuer issuer) {
    IssuerRecord row = ISSUER.newRecord();
    row.setId(issuer.id().value());
    row.setInstitution(issuer.institution().value());
    row.setGeneration(issuer.generation());
    row.setCertificate(issuer.certificate().octets());
    row.setAbove(issuer.above().stream().map(Octets::octets).toArray(byte[][]::new));
    row.setKeyId(issuer.keyId().octets());
    row.setKeyLabel(issuer.keyLabel());
    return row;
  }
}
