package shomei.postgres.institution;

import static shomei.postgres.schema.Tables.INSTITUTION;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.kernel.InstitutionId;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.InstitutionRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.RowMapping;

/// [Institutions], looked up with every request and changed once in years: a node asks the database
/// again after a second at most, and at once for an institution that it does not know.
public final class PostgresInstitutions implements Institutions {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final RowMapping<Institution> ROW =
      RowMapping.<Institution>of(INSTITUTION)
          .with(INSTITUTION.ID, institution -> institution.id().value())
          .with(INSTITUTION.NAME_JA, Institution::nameJa)
          .with(INSTITUTION.NAME_EN, Institution::nameEn)
          .with(INSTITUTION.ORGANIZATION, Institution::organization)
          .with(INSTITUTION.UNIT, Institution::unit)
          .with(INSTITUTION.POLICY, Institution::policy);

  private final DSLContext database;
  private final InstantSource clock;
  private volatile Seen seen = new Seen(Instant.MIN, new LinkedHashMap<>());

  PostgresInstitutions(DSLContext database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Seen(Instant at, SequencedMap<InstitutionId, Institution> all) {}

  @Override
  public Optional<Institution> find(InstitutionId id) {
    Seen last = seen;
    Instant now = clock.instant();
    boolean fresh = !now.isBefore(last.at()) && now.isBefore(last.at().plus(FRESH));
    Institution known = fresh ? last.all().get(id) : null;
    return Optional.ofNullable(known == null ? read().get(id) : known);
  }

  @Override
  public List<Institution> all() {
    return new ArrayList<>(read().values());
  }

  @Override
  public void put(Institution institution, Entry entry) {
    var row = ROW.constants(institution).byColumn();
    Change change = new Change();
    Table<?> put =
        change.step(
            DSL.insertInto(INSTITUTION)
                .set(row)
                .onDuplicateKeyUpdate()
                .set(row)
                .returning(INSTITUTION.ID));
    change.insert(put, HistoryRows.write(entry));
    change.done(database, put);
    seen = new Seen(Instant.MIN, new LinkedHashMap<>());
  }

  private Map<InstitutionId, Institution> read() {
    Instant at = clock.instant();
    SequencedMap<InstitutionId, Institution> all = new LinkedHashMap<>();
    for (InstitutionRecord row : database.selectFrom(INSTITUTION).orderBy(INSTITUTION.ID).fetch()) {
      Institution institution = read(row);
      all.put(institution.id(), institution);
    }
    seen = new Seen(at, all);
    return all;
  }

  public static Institution read(InstitutionRecord row) {
    return new Institution(
        new InstitutionId(row.getId()),
        row.getNameJa(),
        row.getNameEn(),
        row.getOrganization(),
        row.getUnit(),
        row.getPolicy());
  }
}
