package shomei.postgres.pairing;

import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.WAITING_TOOL;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.Tool;
import shomei.domain.pairing.WaitingTools;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.schema.tables.records.WaitingToolRecord;

/// [WaitingTools], one row an account.
final class PostgresWaitingTools implements WaitingTools {
  private final DSLContext database;

  PostgresWaitingTools(DSLContext database) {
    this.database = database;
  }

  @Override
  public void wait(Tool tool, InstitutionId institution, Instant now) {
    WaitingToolRecord row =
        new WaitingToolRecord(
            tool.account().value(),
            institution.value(),
            tool.pc(),
            tool.osUser(),
            tool.version(),
            tool.stores().toArray(String[]::new),
            now);
    database
        .insertInto(WAITING_TOOL)
        .set(row)
        .onConflict(WAITING_TOOL.ACCOUNT)
        .doUpdate()
        .set(row)
        .execute();
  }

  @Override
  public List<Tool> of(InstitutionId institution, SubscriberName seat, Instant now) {
    return database
        .selectFrom(WAITING_TOOL)
        .where(WAITING_TOOL.INSTITUTION.eq(institution.value()))
        .and(
            WAITING_TOOL.ACCOUNT.in(
                select(CERTIFICATE.ACCOUNT)
                    .from(CERTIFICATE)
                    .where(CertificateRows.ofSeat(institution, seat))
                    .and(CertificateRows.good(now))))
        .and(WAITING_TOOL.SEEN.gt(now.minus(FRESH)))
        .orderBy(WAITING_TOOL.SEEN.desc(), WAITING_TOOL.ACCOUNT)
        .fetch(PostgresWaitingTools::read);
  }

  @Override
  public void leave(AccountId account, Instant since) {
    database
        .deleteFrom(WAITING_TOOL)
        .where(WAITING_TOOL.ACCOUNT.eq(account.value()))
        .and(WAITING_TOOL.SEEN.le(since))
        .execute();
  }

  @Override
  public int forget(Instant before) {
    return database.deleteFrom(WAITING_TOOL).where(WAITING_TOOL.SEEN.lt(before)).execute();
  }

  private static Tool read(WaitingToolRecord row) {
    return new Tool(
        new AccountId(row.getAccount()),
        row.getPc(),
        row.getOsUser(),
        row.getVersion(),
        List.of(row.getStores()));
  }
}
