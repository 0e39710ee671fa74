package shomei.postgres.loginserver;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.LOGIN_SERVER;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.loginserver.LoginServer;
import shomei.domain.loginserver.LoginServers;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.Certificate;
import shomei.postgres.schema.tables.records.CertificateRecord;
import shomei.postgres.schema.tables.records.LoginServerRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.RowMapping;
import shomei.postgres.sql.Values;

/// [LoginServers]. A question is one statement, each table of it found by a unique index.
public final class PostgresLoginServers implements LoginServers {
  private static final RowMapping<LoginServer> ROW =
      RowMapping.<LoginServer>of(LOGIN_SERVER)
          .with(LOGIN_SERVER.INSTITUTION, server -> server.institution().value())
          .with(LOGIN_SERVER.NAME, LoginServer::name)
          .with(LOGIN_SERVER.FINGERPRINT, server -> server.certificate().sha256().octets())
          .with(LOGIN_SERVER.CERTIFICATE, server -> server.certificate().octets())
          .with(LOGIN_SERVER.NOT_BEFORE, LoginServer::notBefore)
          .with(LOGIN_SERVER.NOT_AFTER, LoginServer::notAfter)
          .with(LOGIN_SERVER.ADDED, LoginServer::added);

  private static final Certificate OWN = CERTIFICATE.as("own");
  private static final Certificate SUCCESSOR = CERTIFICATE.as("successor");
  private static final Field<Boolean> OWN_REVOKED =
      field(OWN.REVOKED_AT.isNotNull()).as("own_revoked");
  private static final Field<String> NEXT = SUCCESSOR.SERIAL.as("next");
  private static final Field<Boolean> SUSPENDED = SUBSCRIBER.SUSPENDED.as("seat_suspended");

  private static final Param<String> INSTITUTION = param("institution", LOGIN_SERVER.INSTITUTION);
  private static final Param<byte[]> CALLER = param("caller", LOGIN_SERVER.FINGERPRINT);
  private static final Param<String> SERIAL = param("serial", CERTIFICATE.SERIAL);
  private static final Param<byte[]> SHA256 = param("sha256", CERTIFICATE.FINGERPRINT);

  private final DSLContext database;
  private final Prepared bySerial;
  private final Prepared byFingerprint;

  public PostgresLoginServers(DSLContext database) {
    this.database = database;
    this.bySerial = asking(CERTIFICATE.SERIAL.eq(SERIAL));
    this.byFingerprint = asking(CERTIFICATE.FINGERPRINT.eq(SHA256));
  }

  @Override
  public boolean add(LoginServer server, Entry entry) {
    Change change = new Change();
    Table<?> added = change.addOnce(ROW.constants(server));
    change.insert(added, HistoryRows.write(entry));
    return change.done(database, added);
  }

  @Override
  public boolean remove(InstitutionId institution, String name, Entry entry) {
    Change change = new Change();
    Table<?> removed =
        change.step(
            update(LOGIN_SERVER)
                .set(LOGIN_SERVER.REMOVED, entry.at())
                .where(at(institution))
                .and(LOGIN_SERVER.NAME.eq(name))
                .returning(LOGIN_SERVER.NAME));
    change.insert(removed, HistoryRows.write(entry));
    return change.done(database, removed);
  }

  @Override
  public List<LoginServer> of(InstitutionId institution) {
    return database
        .selectFrom(LOGIN_SERVER)
        .where(at(institution))
        .orderBy(LOGIN_SERVER.NAME)
        .fetch(PostgresLoginServers::read);
  }

  @Override
  public Seen look(InstitutionId institution, Octets caller, Which which) {
    Values values =
        new Values().with(INSTITUTION, institution.value()).with(CALLER, caller.octets());
    var rows =
        switch (which) {
          case Which.OfSerial(var serial) -> bySerial.fetch(values.with(SERIAL, serial.hex()));
          case Which.OfFingerprint(var sha256) ->
              byFingerprint.fetch(values.with(SHA256, sha256.octets()));
        };
    return seen(rows.getFirst());
  }

  /// Who asks, in one row with what is asked for; a row that is always there.
  private Prepared asking(Condition which) {
    Field<?>[] wanted =
        Stream.of(
                LOGIN_SERVER.fieldStream(),
                CERTIFICATE.fieldStream(),
                Stream.<Field<?>>of(OWN_REVOKED, NEXT, SUSPENDED))
            .flatMap(fields -> fields)
            .toArray(Field<?>[]::new);
    return new Prepared(
        database,
        DSL.select(wanted)
            .from(DSL.values(row(inline(1))).as("always", "one"))
            .leftJoin(LOGIN_SERVER)
            .on(LOGIN_SERVER.INSTITUTION.eq(INSTITUTION))
            .and(LOGIN_SERVER.REMOVED.isNull())
            .and(LOGIN_SERVER.FINGERPRINT.eq(CALLER))
            .leftJoin(OWN)
            .on(OWN.FINGERPRINT.eq(LOGIN_SERVER.FINGERPRINT))
            .leftJoin(CERTIFICATE)
            .on(which.and(CERTIFICATE.INSTITUTION.eq(LOGIN_SERVER.INSTITUTION)))
            .leftJoin(SUCCESSOR)
            .on(SUCCESSOR.ACME_ORDER.eq(CERTIFICATE.REPLACED_BY))
            .leftJoin(SUBSCRIBER)
            .on(SUBSCRIBER.INSTITUTION.eq(CERTIFICATE.INSTITUTION))
            .and(SUBSCRIBER.CONTRACT_ID.eq(CERTIFICATE.CONTRACT_ID))
            .and(SUBSCRIBER.USER_ID.eq(CERTIFICATE.USER_ID)));
  }

  private static Condition at(InstitutionId institution) {
    return LOGIN_SERVER.INSTITUTION.eq(institution.value()).and(LOGIN_SERVER.REMOVED.isNull());
  }

  private static Seen seen(Record row) {
    LoginServerRecord caller = row.into(LOGIN_SERVER);
    CertificateRecord asked = row.into(CERTIFICATE);
    return new Seen(
        Optional.of(caller).filter(c -> c.getName() != null).map(PostgresLoginServers::read),
        row.get(OWN_REVOKED),
        Optional.of(asked)
            .filter(found -> found.getSerial() != null)
            .map(
                found ->
                    new Asked(
                        CertificateRows.read(found),
                        Boolean.TRUE.equals(row.get(SUSPENDED)),
                        Optional.ofNullable(row.get(NEXT)).map(Serial::new))));
  }

  private static LoginServer read(LoginServerRecord row) {
    return new LoginServer(
        new InstitutionId(row.getInstitution()),
        row.getName(),
        Octets.of(row.getCertificate()),
        row.getNotBefore(),
        row.getNotAfter(),
        row.getAdded());
  }
}
