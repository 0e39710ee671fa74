package shomei.postgres.oidc;

import static org.jooq.impl.DSL.update;
import static shomei.postgres.schema.Tables.OIDC_CLIENT;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.oidc.Client;
import shomei.domain.oidc.Clients;
import shomei.postgres.history.HistoryRows;
import shomei.postgres.schema.tables.records.OidcClientRecord;
import shomei.postgres.sql.Change;
import shomei.postgres.sql.RowMapping;

/// [Clients].
final class PostgresClients implements Clients {
  private static final RowMapping<Client> ROW =
      RowMapping.<Client>of(OIDC_CLIENT)
          .with(OIDC_CLIENT.INSTITUTION, client -> client.institution().value())
          .with(OIDC_CLIENT.ID, Client::id)
          .with(OIDC_CLIENT.NAME, Client::name)
          .with(OIDC_CLIENT.REDIRECT_URIS, client -> client.redirectUris().toArray(String[]::new))
          .with(
              OIDC_CLIENT.POST_LOGOUT_URIS,
              client -> client.postLogoutUris().toArray(String[]::new))
          .with(
              OIDC_CLIENT.SECRET_DIGEST,
              client -> client.secretDigest().map(Octets::octets).orElse(null))
          .with(OIDC_CLIENT.ADDED, Client::added);

  private final DSLContext database;

  PostgresClients(DSLContext database) {
    this.database = database;
  }

  @Override
  public boolean add(Client client, Entry entry) {
    Change change = new Change();
    Table<?> added = change.addOnce(ROW.constants(client));
    change.insert(added, HistoryRows.write(entry));
    return change.done(database, added);
  }

  @Override
  public boolean remove(InstitutionId institution, String id, Entry entry) {
    Change change = new Change();
    Table<?> removed =
        change.step(
            update(OIDC_CLIENT)
                .set(OIDC_CLIENT.REMOVED, entry.at())
                .where(at(institution))
                .and(OIDC_CLIENT.ID.eq(id))
                .returning(OIDC_CLIENT.ID));
    change.insert(removed, HistoryRows.write(entry));
    return change.done(database, removed);
  }

  @Override
  public Optional<Client> find(InstitutionId institution, String id) {
    return database
        .selectFrom(OIDC_CLIENT)
        .where(at(institution))
        .and(OIDC_CLIENT.ID.eq(id))
        .fetchOptional(PostgresClients::read);
  }

  @Override
  public List<Client> of(InstitutionId institution) {
    return database
        .selectFrom(OIDC_CLIENT)
        .where(at(institution))
        .orderBy(OIDC_CLIENT.ID)
        .fetch(PostgresClients::read);
  }

  private static Condition at(InstitutionId institution) {
    return OIDC_CLIENT.INSTITUTION.eq(institution.value()).and(OIDC_CLIENT.REMOVED.isNull());
  }

  private static Client read(OidcClientRecord row) {
    return new Client(
        new InstitutionId(row.getInstitution()),
        row.getId(),
        row.getName(),
        List.of(row.getRedirectUris()),
        List.of(row.getPostLogoutUris()),
        Optional.ofNullable(row.getSecretDigest()).map(Octets::of),
        row.getAdded());
  }
}
