package shomei.postgres;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultTransactionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.access.Access;
import shomei.domain.access.NodeNonces;
import shomei.domain.access.SpentNonces;
import shomei.domain.account.Account;
import shomei.domain.administration.UserList;
import shomei.domain.certificate.Certificates;
import shomei.domain.kernel.AccountId;
import shomei.domain.loginserver.LoginServers;
import shomei.domain.order.Orders;
import shomei.domain.revocation.BulkRevocations;
import shomei.domain.status.RevocationLists;
import shomei.domain.subscriber.Subscribers;
import shomei.postgres.access.PostgresAccess;
import shomei.postgres.access.PostgresNonces;
import shomei.postgres.account.AccountPorts;
import shomei.postgres.administration.PostgresUserList;
import shomei.postgres.certificate.PostgresCertificates;
import shomei.postgres.connection.Channels;
import shomei.postgres.connection.DatabaseSettings;
import shomei.postgres.connection.Health;
import shomei.postgres.connection.Outages;
import shomei.postgres.connection.Pool;
import shomei.postgres.connection.Transactions;
import shomei.postgres.connection.Writes;
import shomei.postgres.history.HistoryPorts;
import shomei.postgres.institution.InstitutionPorts;
import shomei.postgres.loginserver.PostgresLoginServers;
import shomei.postgres.notice.NoticePorts;
import shomei.postgres.oidc.OidcPorts;
import shomei.postgres.order.OrderPorts;
import shomei.postgres.order.Recent;
import shomei.postgres.pairing.PairingPorts;
import shomei.postgres.revocation.RevocationPorts;
import shomei.postgres.session.SessionPorts;
import shomei.postgres.sql.Remembered;
import shomei.postgres.subscriber.PostgresSubscribers;
import shomei.postgres.upkeep.Upkeep;

/// All ports that keep something, over one pool of connections to one PostgreSQL, in groups by what
/// they keep.
///
/// Every call of a port that writes is one transaction and, but for what its outcome must read
/// again, one round trip. Instants are kept in whole microseconds. While the database is away every
/// call throws the refusal UNAVAILABLE, and so does each that would write while it has no room or
/// no right to; nothing of it is done then.
public record Database(
    Access access,
    AccountPorts account,
    Certificates certificates,
    HistoryPorts history,
    InstitutionPorts institution,
    LoginServers loginServers,
    SpentNonces nonces,
    NoticePorts notice,
    OidcPorts oidc,
    OrderPorts order,
    PairingPorts pairing,
    RevocationPorts revocation,
    SessionPorts session,
    Subscribers subscribers,
    UserList users,
    Upkeep upkeep,
    Health health,
    Channels channels)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /// How many accounts are remembered.
  private static final int ACCOUNTS = 2_000;

  /// Brings the schema up to date and opens the ports. Nodes that start at once wait for each
  /// other.
  ///
  /// @throws RuntimeException where the database is away, or its schema is newer than this program
  public static Database open(DatabaseSettings settings, InstantSource clock) {
    Migrations.run(settings);
    Pool pool = new Pool(settings, clock);
    try {
      DSLContext database = context(pool, pool);
      warnOfLoss(database);
      return over(pool, database, settings, clock);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /// Opens the ports of a database that others may be using, at a fraction of the cost: the schema
  /// is looked at, and brought up to date only where it is behind.
  ///
  /// @throws RuntimeException where the database is away, or its schema is newer than this program
  public static Database visit(DatabaseSettings settings, InstantSource clock) {
    Pool pool = new Pool(settings, clock);
    try {
      DSLContext database = context(pool, pool);
      if (!Migrations.areDone(database)) {
        Migrations.run(settings);
      }
      return over(pool, database, settings, clock);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /// Statements are never logged: their values may be what nobody should read.
  private static DSLContext context(Pool pool, ConnectionProvider connections) {
    Configuration configuration =
        new DefaultConfiguration()
            .set(connections)
            .set(new Transactions(new DefaultTransactionProvider(connections)))
            .set(SQLDialect.POSTGRES)
            .set(Outages::new)
            .set(new Settings().withExecuteLogging(false));
    configuration.data(Writes.NAME, pool.writes());
    return DSL.using(configuration);
  }

  /// Danger: with one of these off the database acknowledges what it may lose.
  private static void warnOfLoss(DSLContext database) {
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      if ("off".equals(database.fetchValue("show " + setting))) {
        LOG.warn("the database may lose certificates that it has acknowledged: {} is off", setting);
      }
    }
  }

  private static Database over(
      Pool pool, DSLContext database, DatabaseSettings settings, InstantSource clock) {
    NodeNonces own = new NodeNonces(new SecureRandom().nextLong());
    Remembered<AccountId, Account> accounts = new Remembered<>(ACCOUNTS, clock);
    Recent recent = Recent.of(clock);
    Channels channels = new Channels(settings, PostgresNonces.listener(own.node()));
    return new Database(
        new PostgresAccess(database, accounts, recent),
        AccountPorts.over(database, accounts, clock),
        new PostgresCertificates(database),
        HistoryPorts.over(database),
        InstitutionPorts.over(database, clock),
        new PostgresLoginServers(database),
        new PostgresNonces(database, own, channels, clock),
        NoticePorts.over(database),
        OidcPorts.over(database),
        OrderPorts.over(database, recent),
        PairingPorts.over(database),
        RevocationPorts.over(database),
        SessionPorts.over(database),
        new PostgresSubscribers(database),
        new PostgresUserList(database),
        new Upkeep(context(pool, pool.aside())),
        new Health(pool),
        channels);
  }

  /// The same with other ports in front of these four.
  public Database with(
      Certificates certificates,
      BulkRevocations bulkRevocations,
      Orders orders,
      RevocationLists revocationLists) {
    return new Database(
        access,
        account,
        certificates,
        history,
        institution,
        loginServers,
        nonces,
        notice,
        oidc,
        new OrderPorts(orders, order.authorizations()),
        pairing,
        new RevocationPorts(
            bulkRevocations, revocationLists, revocation.revocations(), revocation.statuses()),
        session,
        subscribers,
        users,
        upkeep,
        health,
        channels);
  }

  @Override
  public void close() {
    channels.close();
    health.pool().close();
  }
}
