package shomei.postgres.oidc;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.OIDC_CODE;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.oidc.Code;
import shomei.domain.oidc.Codes;
import shomei.domain.session.Session;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.OidcCodeRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.RowMapping;

/// [Codes]. Taking is one update: the row's lock makes one the first.
final class PostgresCodes implements Codes {
  private static final RowMapping<Code> ROW =
      RowMapping.<Code>of(OIDC_CODE)
          .with(OIDC_CODE.ID, code -> code.id().octets())
          .with(OIDC_CODE.INSTITUTION, code -> code.institution().value())
          .with(OIDC_CODE.CLIENT, Code::client)
          .with(OIDC_CODE.REDIRECT_URI, Code::redirectUri)
          .with(OIDC_CODE.CHALLENGE, Code::challenge)
          .with(OIDC_CODE.NONCE, code -> code.nonce().orElse(null))
          .with(OIDC_CODE.SESSION, code -> code.session().octets())
          .with(OIDC_CODE.ISSUED, Code::issued);

  private final DSLContext database;

  PostgresCodes(DSLContext database) {
    this.database = database;
  }

  @Override
  public void add(Code code) {
    Change change = new Change();
    change.done(database, change.add(ROW.constants(code)));
  }

  @Override
  public Optional<Taken> take(InstitutionId institution, String client, Octets id) {
    Condition which =
        OIDC_CODE
            .ID
            .eq(id.octets())
            .and(OIDC_CODE.INSTITUTION.eq(institution.value()))
            .and(OIDC_CODE.CLIENT.eq(client));
    Change change = new Change();
    Table<?> taken =
        change.step(
            update(OIDC_CODE)
                .set(OIDC_CODE.TAKEN, true)
                .where(which)
                .and(OIDC_CODE.TAKEN.isFalse())
                .returning(OIDC_CODE.ID));
    Field<Boolean> first = field(Change.did(taken)).as("first");
    Field<?>[] wanted =
        Stream.concat(OIDC_CODE.fieldStream(), Stream.of(first)).toArray(Field<?>[]::new);
    return database
        .fetchOptional(change.asking(wanted).from(OIDC_CODE).where(which))
        .map(row -> new Taken(read(row.into(OIDC_CODE)), row.get(first)));
  }

  @Override
  public boolean grant(Octets id, Octets accessToken, Entry entry) {
    Change change = new Change();
    Table<?> granted =
        change.step(
            update(OIDC_CODE)
                .set(OIDC_CODE.ACCESS_TOKEN, accessToken.octets())
                .where(OIDC_CODE.ID.eq(id.octets()))
                .returning(OIDC_CODE.ID));
    change.insert(granted, HistoryRows.write(entry));
    return change.done(database, granted);
  }

  @Override
  public boolean withdraw(Octets id, Entry entry) {
    Change change = new Change();
    Table<?> withdrawn =
        change.step(
            DSL.deleteFrom(OIDC_CODE).where(OIDC_CODE.ID.eq(id.octets())).returning(OIDC_CODE.ID));
    change.insert(withdrawn, HistoryRows.write(entry));
    return change.done(database, withdrawn);
  }

  @Override
  public Optional<Code> granted(InstitutionId institution, Octets accessToken) {
    return database
        .selectFrom(OIDC_CODE)
        .where(OIDC_CODE.ACCESS_TOKEN.eq(accessToken.octets()))
        .and(OIDC_CODE.INSTITUTION.eq(institution.value()))
        .fetchOptional(PostgresCodes::read);
  }

  @Override
  public int forget(Instant now) {
    Condition nobodys =
        OIDC_CODE.TAKEN.isFalse().and(OIDC_CODE.ISSUED.le(now.minus(Code.LIFETIME)));
    return database
        .deleteFrom(OIDC_CODE)
        .where(nobodys.or(OIDC_CODE.ISSUED.lt(now.minus(Session.LONGEST))))
        .execute();
  }

  private static Code read(OidcCodeRecord row) {
    return new Code(
        Octets.of(row.getId()),
        new InstitutionId(row.getInstitution()),
        row.getClient(),
        row.getRedirectUri(),
        row.getChallenge(),
        Optional.ofNullable(row.getNonce()),
        Octets.of(row.getSession()),
        row.getIssued());
  }
}
