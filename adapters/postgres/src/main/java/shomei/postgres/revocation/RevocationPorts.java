package shomei.postgres.revocation;

import org.jooq.DSLContext;
import shomei.domain.journal.Revocations;
import shomei.domain.revocation.BulkRevocations;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Statuses;

/// What was revoked.
public record RevocationPorts(
    BulkRevocations bulkRevocations,
    RevocationLists revocationLists,
    Revocations revocations,
    Statuses statuses) {
  public static RevocationPorts over(DSLContext database) {
    return new RevocationPorts(
        new PostgresBulkRevocations(database),
        new PostgresRevocationLists(database),
        new PostgresRevocations(database),
        new PostgresStatuses(database));
  }
}
