package shomei.postgres.account;

import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectFrom;
import static shomei.postgres.schema.Tables.PARTNER;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Table;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;
import shomei.domain.partner.Partner;
import shomei.domain.partner.Partners;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.PartnerRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Remembered;
import shomei.postgres.sql.Values;

/// [Partners].
final class PostgresPartners implements Partners {
  private static final Param<UUID> ID = param("id", PARTNER.ID);

  private static final int REMEMBERED = 500;

  private final DSLContext database;
  private final Prepared byId;
  private final Remembered<PartnerId, Partner> seen;

  PostgresPartners(DSLContext database, InstantSource clock) {
    this.database = database;
    this.seen = new Remembered<>(REMEMBERED, clock);
    this.byId = new Prepared(database, selectFrom(PARTNER).where(PARTNER.ID.eq(ID)));
  }

  @Override
  public Optional<Partner> find(PartnerId id) {
    return seen.find(
        id,
        () ->
            byId.fetch(new Values().with(ID, id.value())).stream()
                .findFirst()
                .map(row -> read(row.into(PARTNER))));
  }

  @Override
  public Optional<Partner> find(InstitutionId institution, String name) {
    return database
        .selectFrom(PARTNER)
        .where(PARTNER.INSTITUTION.eq(institution.value()))
        .and(PARTNER.NAME.eq(name))
        .fetchOptional(PostgresPartners::read);
  }

  @Override
  public List<Partner> of(InstitutionId institution) {
    return database
        .selectFrom(PARTNER)
        .where(PARTNER.INSTITUTION.eq(institution.value()))
        .orderBy(PARTNER.NAME)
        .fetch(PostgresPartners::read);
  }

  @Override
  public void put(Partner partner, Entry entry) {
    Change change = new Change();
    Table<?> kept =
        change.step(
            insertInto(PARTNER, PARTNER.ID, PARTNER.INSTITUTION, PARTNER.NAME, PARTNER.NAMES)
                .values(
                    partner.id().value(),
                    partner.institution().value(),
                    partner.name(),
                    StoredNames.write(partner.names()))
                .onConflict(PARTNER.ID)
                .doUpdate()
                .set(PARTNER.NAMES, StoredNames.write(partner.names()))
                .returning(PARTNER.ID));
    change.insert(kept, HistoryRows.write(entry));
    seen.changing(partner.id(), () -> change.done(database, kept));
  }

  @Override
  public boolean remove(PartnerId id, Entry entry) {
    Change change = new Change();
    Table<?> removed =
        change.step(deleteFrom(PARTNER).where(PARTNER.ID.eq(id.value())).returning(PARTNER.ID));
    change.insert(removed, HistoryRows.write(entry));
    return seen.changing(id, () -> change.done(database, removed));
  }

  private static Partner read(PartnerRecord row) {
    return new Partner(
        new PartnerId(row.getId()),
        new InstitutionId(row.getInstitution()),
        row.getName(),
        StoredNames.read(row.getNames()));
  }
}
