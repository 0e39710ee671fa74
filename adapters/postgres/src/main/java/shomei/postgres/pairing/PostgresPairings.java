package shomei.postgres.pairing;

import static org.jooq.impl.DSL.any;
import static shomei.postgres.schema.Tables.PAIRING;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.Pairings;
import shomei.domain.pairing.Tool;
import shomei.postgres.pairing.PairingRows.Name;

/// [Pairings]. Taking is one update: the row's lock makes one account the first.
final class PostgresPairings implements Pairings {
  private static final Condition BEGUN =
      PAIRING.STATE.in(Name.CONFIRMED.name(), Name.PROCESSING.name(), Name.INTERRUPTED.name());

  private final DSLContext database;

  PostgresPairings(DSLContext database) {
    this.database = database;
  }

  @Override
  public void add(Pairing open, Octets code) {
    database
        .insertInto(PAIRING)
        .set(PairingRows.ROW.constants(open).byColumn())
        .set(PAIRING.CODE, code.octets())
        .execute();
  }

  @Override
  public Optional<Pairing> find(PairingId id) {
    return database
        .selectFrom(PAIRING)
        .where(PAIRING.ID.eq(id.value()))
        .fetchOptional(PairingRows::read);
  }

  /// What the account has taken before is looked for only where nothing was to be had.
  @Override
  public Optional<Pairing> take(InstitutionId institution, Octets code, Tool tool, Instant now) {
    Condition which =
        PAIRING.CODE.eq(code.octets()).and(PAIRING.INSTITUTION.eq(institution.value()));
    return database
        .update(PAIRING)
        .set(PAIRING.ACCOUNT, tool.account().value())
        .set(PAIRING.PC, tool.pc())
        .set(PAIRING.OS_USER, tool.osUser())
        .set(PAIRING.VERSION, tool.version())
        .set(PAIRING.STORES, tool.stores().toArray(String[]::new))
        .set(PAIRING.STATE, Name.FOUND.name())
        .set(PAIRING.ASKS, true)
        .set(PAIRING.SEEN, now)
        .set(PAIRING.REVISION, PAIRING.REVISION.plus(1))
        .where(which)
        .and(PAIRING.STATE.eq(Name.OPEN.name()))
        .and(PAIRING.OPENED.gt(now.minus(Pairing.CODE_LIFETIME)))
        .returning()
        .fetchOptional(PairingRows::read)
        .or(
            () ->
                database
                    .selectFrom(PAIRING)
                    .where(which)
                    .and(PAIRING.ACCOUNT.eq(tool.account().value()))
                    .and(taken(now))
                    .fetchOptional(PairingRows::read));
  }

  @Override
  public boolean change(Pairing changed) {
    return database
            .update(PAIRING)
            .set(PairingRows.CHANGING.constants(changed).byColumn())
            .where(PAIRING.ID.eq(changed.id().value()))
            .and(PAIRING.REVISION.eq(changed.revision() - 1))
            .execute()
        == 1;
  }

  @Override
  public List<Pairing> of(Set<AccountId> accounts, Instant now) {
    UUID[] ids = accounts.stream().map(AccountId::value).toArray(UUID[]::new);
    return database
        .selectDistinct(PAIRING.fields())
        .on(PAIRING.ACCOUNT)
        .from(PAIRING)
        .where(PAIRING.ACCOUNT.eq(any(ids)))
        .and(taken(now))
        .orderBy(PAIRING.ACCOUNT, PAIRING.ID.desc())
        .fetch(row -> PairingRows.read(row.into(PAIRING)));
  }

  @Override
  public int forget(Instant before) {
    return database.deleteFrom(PAIRING).where(PAIRING.SEEN.lt(before)).execute();
  }

  /// A tool was led to it, and it has not ended: [Pairing#expires].
  private static Condition taken(Instant now) {
    return PAIRING
        .STATE
        .eq(Name.FOUND.name())
        .and(PAIRING.SEEN.gt(now.minus(Pairing.CODE_LIFETIME)))
        .or(BEGUN.and(PAIRING.SEEN.gt(now.minus(Pairing.KEPT))));
  }
}
