package shomei.postgres;

import java.time.InstantSource;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.access.Access;
import shomei.domain.account.Accounts;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.account.RateLimits;
import shomei.domain.authorization.Authorizations;
import shomei.domain.ca.Issuers;
import shomei.domain.certificate.Certificates;
import shomei.domain.evidence.Seals;
import shomei.domain.history.History;
import shomei.domain.institution.Institutions;
import shomei.domain.journal.Revocations;
import shomei.domain.loginserver.LoginServers;
import shomei.domain.notice.Notices;
import shomei.domain.notice.Outbox;
import shomei.domain.order.Orders;
import shomei.domain.partner.Partners;
import shomei.domain.revocation.BulkRevocations;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Statuses;
import shomei.domain.subscriber.Subscribers;

/// All ports that keep something, over one pool of connections to one PostgreSQL.
///
/// Every call of a port that writes is one transaction and, but for what its outcome must read
/// again, one round trip. Instants are kept in whole microseconds. While the database is away every
/// call throws the refusal UNAVAILABLE.
public record Database(
    Access access,
    Accounts accounts,
    ExternalAccountKeys externalAccountKeys,
    RateLimits rateLimits,
    Partners partners,
    Orders orders,
    Authorizations authorizations,
    Certificates certificates,
    BulkRevocations bulkRevocations,
    Issuers issuers,
    LoginServers loginServers,
    Subscribers subscribers,
    Institutions institutions,
    Notices notices,
    Outbox outbox,
    History history,
    Seals seals,
    RevocationLists revocationLists,
    Revocations revocations,
    Statuses statuses,
    Health health)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /// Brings the schema up to date and opens the ports. Nodes that start at once wait for each
  /// other.
  ///
  /// @throws RuntimeException where the database is away, or its schema is newer than this program
  public static Database open(DatabaseSettings settings, InstantSource clock) {
    migrate(settings);
    Pool pool = new Pool(settings);
    try {
      DSLContext database = context(pool);
      warnOfLoss(database);
      return over(pool, database, clock);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static void migrate(DatabaseSettings settings) {
    Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .load()
        .migrate();
  }

  /// Statements are never logged: their values may be what nobody should read.
  private static DSLContext context(Pool pool) {
    return DSL.using(
        new DefaultConfiguration()
            .set(pool)
            .set(SQLDialect.POSTGRES)
            .set(Outages::new)
            .set(new Settings().withExecuteLogging(false)));
  }

  /// Danger: with one of these off the database acknowledges what it may lose.
  private static void warnOfLoss(DSLContext database) {
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      if ("off".equals(database.fetchValue("show " + setting))) {
        LOG.warn("the database may lose certificates that it has acknowledged: {} is off", setting);
      }
    }
  }

  private static Database over(Pool pool, DSLContext database, InstantSource clock) {
    return new Database(
        new PostgresAccess(database, clock),
        new PostgresAccounts(database),
        new PostgresExternalAccountKeys(database),
        new PostgresRateLimits(database),
        new PostgresPartners(database),
        new PostgresOrders(database),
        new PostgresAuthorizations(database),
        new PostgresCertificates(database),
        new PostgresBulkRevocations(database),
        new PostgresIssuers(database),
        new PostgresLoginServers(database),
        new PostgresSubscribers(database),
        new PostgresInstitutions(database, clock),
        new PostgresNotices(database),
        new PostgresOutbox(database),
        new PostgresHistory(database),
        new PostgresSeals(database),
        new PostgresRevocationLists(database),
        new PostgresRevocations(database),
        new PostgresStatuses(database),
        new Health(pool));
  }

  /// The same with other ports in front of these four.
  public Database with(
      Certificates certificates,
      BulkRevocations bulkRevocations,
      Orders orders,
      RevocationLists revocationLists) {
    return new Database(
        access,
        accounts,
        externalAccountKeys,
        rateLimits,
        partners,
        orders,
        authorizations,
        certificates,
        bulkRevocations,
        issuers,
        loginServers,
        subscribers,
        institutions,
        notices,
        outbox,
        history,
        seals,
        revocationLists,
        revocations,
        statuses,
        health);
  }

  @Override
  public void close() {
    health.pool().close();
  }
}
