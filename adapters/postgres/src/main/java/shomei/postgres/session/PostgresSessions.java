package shomei.postgres.session;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.LOGIN_SESSION;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
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
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.Session;
import shomei.domain.session.Sessions;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.LoginSessionRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.RowMapping;
import shomei.postgres.sql.Values;
import shomei.postgres.subscriber.SubscriberRows;

/// [Sessions]. What is asked with every request is one statement, prepared, each table of it found
/// by a unique index.
final class PostgresSessions implements Sessions {
  /// In the place of a certificate where none was held.
  private static final byte[] NONE = {};

  private static final RowMapping<Session> ROW =
      RowMapping.<Session>of(LOGIN_SESSION)
          .with(LOGIN_SESSION.ID, session -> session.id().octets())
          .with(LOGIN_SESSION.INSTITUTION, session -> session.binding().institution().value())
          .with(LOGIN_SESSION.CONTRACT_ID, session -> session.seat().contractId())
          .with(LOGIN_SESSION.USER_ID, session -> SubscriberRows.userId(session.seat()))
          .with(LOGIN_SESSION.CERTIFICATE, session -> fingerprint(session.binding()))
          .with(LOGIN_SESSION.HOST, session -> session.binding().host())
          .with(LOGIN_SESSION.REVISION, Session::revision)
          .with(LOGIN_SESSION.RENEWED, Session::renewed)
          .with(LOGIN_SESSION.BEGUN, Session::begun)
          .with(LOGIN_SESSION.SEEN, Session::seen);

  private static final Param<byte[]> ID = param("id", LOGIN_SESSION.ID);
  private static final Param<String> INSTITUTION = param("institution", LOGIN_SESSION.INSTITUTION);
  private static final Param<byte[]> SHA256 = param("sha256", LOGIN_SESSION.CERTIFICATE);
  private static final Param<String> HOST = param("host", LOGIN_SESSION.HOST);
  private static final Param<Instant> NOW = param("now", LOGIN_SESSION.SEEN);
  private static final Param<Instant> UNUSED_SINCE = param("unused_since", LOGIN_SESSION.SEEN);
  private static final Param<Instant> OLDEST = param("oldest", LOGIN_SESSION.BEGUN);

  private static final Field<Boolean> ACQUIRED =
      field(
              LOGIN_SESSION
                  .CERTIFICATE
                  .eq(inline(NONE))
                  .and(
                      exists(
                          selectOne()
                              .from(CERTIFICATE)
                              .where(
                                  CertificateRows.ofSeat(
                                      LOGIN_SESSION.INSTITUTION,
                                      LOGIN_SESSION.CONTRACT_ID,
                                      LOGIN_SESSION.USER_ID))
                              .and(CertificateRows.good(NOW))
                              .and(CERTIFICATE.REPLACED_BY.isNull()))))
          .as("acquired");

  private final DSLContext database;
  private final Prepared looking;
  private final Prepared holding;

  PostgresSessions(DSLContext database) {
    this.database = database;
    this.looking = looking(database);
    this.holding =
        new Prepared(
            database,
            select(fields(CERTIFICATE, SUBSCRIBER))
                .from(CERTIFICATE)
                .join(SUBSCRIBER)
                .on(
                    SubscriberRows.named(
                        CERTIFICATE.INSTITUTION, CERTIFICATE.CONTRACT_ID, CERTIFICATE.USER_ID))
                .where(CERTIFICATE.FINGERPRINT.eq(SHA256)));
  }

  private static Prepared looking(DSLContext database) {
    Change change = new Change();
    change.step(
        update(LOGIN_SESSION)
            .set(LOGIN_SESSION.SEEN, NOW)
            .where(LOGIN_SESSION.ID.eq(ID))
            .and(LOGIN_SESSION.INSTITUTION.eq(INSTITUTION))
            .and(LOGIN_SESSION.CERTIFICATE.eq(SHA256))
            .and(LOGIN_SESSION.HOST.eq(HOST))
            .and(LOGIN_SESSION.SEEN.ge(UNUSED_SINCE))
            .and(LOGIN_SESSION.BEGUN.ge(OLDEST))
            .returning(LOGIN_SESSION.ID));
    return new Prepared(
        database,
        change
            .asking(
                Stream.concat(
                        Stream.of(fields(LOGIN_SESSION, SUBSCRIBER, CERTIFICATE)),
                        Stream.of(ACQUIRED))
                    .toArray(Field<?>[]::new))
            .from(LOGIN_SESSION)
            .join(SUBSCRIBER)
            .on(
                SubscriberRows.named(
                    LOGIN_SESSION.INSTITUTION, LOGIN_SESSION.CONTRACT_ID, LOGIN_SESSION.USER_ID))
            .leftJoin(CERTIFICATE)
            .on(CERTIFICATE.FINGERPRINT.eq(LOGIN_SESSION.CERTIFICATE))
            .where(LOGIN_SESSION.ID.eq(ID)));
  }

  private static Field<?>[] fields(Table<?>... tables) {
    return Stream.of(tables).flatMap(Table::fieldStream).toArray(Field<?>[]::new);
  }

  @Override
  public Optional<Holder> holder(Octets certificate) {
    return holding.fetch(new Values().with(SHA256, certificate.octets())).stream()
        .findFirst()
        .map(
            row ->
                new Holder(
                    CertificateRows.read(row.into(CERTIFICATE)),
                    SubscriberRows.read(row.into(SUBSCRIBER))));
  }

  @Override
  public boolean begin(Session session, Entry entry) {
    Change change = new Change();
    Table<?> begun = change.addOnce(ROW.constants(session));
    change.insert(begun, HistoryRows.write(entry));
    return change.done(database, begun);
  }

  @Override
  public Optional<Looked> look(Octets id, Session.Binding binding, Instant now) {
    Values values =
        new Values()
            .with(ID, id.octets())
            .with(INSTITUTION, binding.institution().value())
            .with(SHA256, fingerprint(binding))
            .with(HOST, binding.host())
            .with(NOW, now)
            .with(UNUSED_SINCE, now.minus(Session.IDLE))
            .with(OLDEST, now.minus(Session.LONGEST));
    return looking.fetch(values).stream().findFirst().map(PostgresSessions::looked);
  }

  private static Looked looked(Record row) {
    return new Looked(
        read(row.into(LOGIN_SESSION)),
        SubscriberRows.read(row.into(SUBSCRIBER)),
        Optional.of(row.into(CERTIFICATE))
            .filter(found -> found.getSerial() != null)
            .map(CertificateRows::read),
        row.get(ACQUIRED));
  }

  @Override
  public boolean end(Octets id, Entry entry) {
    Change change = new Change();
    Table<?> ended =
        change.step(
            DSL.deleteFrom(LOGIN_SESSION)
                .where(LOGIN_SESSION.ID.eq(id.octets()))
                .returning(LOGIN_SESSION.ID));
    change.insert(ended, HistoryRows.write(entry));
    return change.done(database, ended);
  }

  @Override
  public int forget(Instant now) {
    Condition over =
        LOGIN_SESSION
            .SEEN
            .lt(now.minus(Session.IDLE))
            .or(LOGIN_SESSION.BEGUN.lt(now.minus(Session.LONGEST)));
    return database.deleteFrom(LOGIN_SESSION).where(over).execute();
  }

  private static byte[] fingerprint(Session.Binding binding) {
    return binding.certificate().map(Octets::octets).orElse(NONE);
  }

  private static Session read(LoginSessionRecord row) {
    Octets certificate = Octets.of(row.getCertificate());
    return new Session(
        Octets.of(row.getId()),
        new Session.Binding(
            new InstitutionId(row.getInstitution()),
            Optional.of(certificate).filter(one -> one.length() > 0),
            row.getHost()),
        new SubscriberName(
            row.getContractId(), Optional.of(row.getUserId()).filter(user -> !user.isEmpty())),
        row.getRevision(),
        row.getRenewed(),
        row.getBegun(),
        row.getSeen());
  }
}
