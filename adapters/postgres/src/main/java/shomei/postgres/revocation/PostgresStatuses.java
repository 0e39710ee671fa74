package shomei.postgres.revocation;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.LOST_CERTIFICATE;
import static shomei.postgres.schema.Tables.REVOCATION;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record3;
import org.jooq.ResultQuery;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;
import shomei.domain.status.Statuses;
import shomei.postgres.certificate.CertificateRows;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Values;

/// [Statuses].
final class PostgresStatuses implements Statuses {
  private static final int FETCHED_AT_ONCE = 2000;

  private static final Param<String[]> SERIALS = param("serials", String[].class);
  private static final Param<String> CA = param("ca", CERTIFICATE.ISSUER);

  private final DSLContext database;
  private final Prepared of;

  PostgresStatuses(DSLContext database) {
    this.database = database;
    this.of =
        new Prepared(
            database,
            select(CERTIFICATE.SERIAL, CERTIFICATE.REVOKED_AT, CERTIFICATE.REVOCATION_REASON)
                .from(CERTIFICATE)
                .where(CERTIFICATE.SERIAL.eq(any(SERIALS)))
                .and(CERTIFICATE.ISSUER.eq(CA))
                .unionAll(
                    select(
                            LOST_CERTIFICATE.SERIAL,
                            LOST_CERTIFICATE.REVOKED_AT,
                            LOST_CERTIFICATE.REVOCATION_REASON)
                        .from(LOST_CERTIFICATE)
                        .where(LOST_CERTIFICATE.SERIAL.eq(any(SERIALS)))
                        .and(LOST_CERTIFICATE.ISSUER.eq(CA))));
  }

  @Override
  public Map<Serial, Optional<Certificate.Revocation>> of(IssuerId ca, Collection<Serial> serials) {
    if (serials.isEmpty()) {
      return Map.of();
    }
    String[] hex = serials.stream().map(Serial::hex).toArray(String[]::new);
    return of.fetch(new Values().with(SERIALS, hex).with(CA, ca.value())).stream()
        .collect(
            Collectors.toMap(
                row -> new Serial(row.get(CERTIFICATE.SERIAL)),
                row ->
                    CertificateRows.revocation(
                        row.get(CERTIFICATE.REVOKED_AT), row.get(CERTIFICATE.REVOCATION_REASON)),
                (known, lost) -> lost));
  }

  /// A cursor lives in a transaction only, and the whole is one view of the table.
  @Override
  public void revoked(Shard shard, Instant endingAfter, Consumer<Revoked> each) {
    database.transaction(
        work -> {
          ResultQuery<Record3<String, Instant, String>> rows =
              work.dsl()
                  .select(REVOCATION.SERIAL, REVOCATION.REVOKED_AT, REVOCATION.REVOCATION_REASON)
                  .from(REVOCATION)
                  .where(REVOCATION.ISSUER.eq(shard.ca().value()))
                  .and(shard.isComplete() ? noCondition() : REVOCATION.CRL_SHARD.eq(shard.number()))
                  .and(REVOCATION.NOT_AFTER.gt(endingAfter))
                  .orderBy(REVOCATION.CRL_SHARD, REVOCATION.SERIAL)
                  .fetchSize(FETCHED_AT_ONCE);
          try (var cursor = rows.fetchLazy()) {
            for (var row : cursor) {
              CertificateRows.revocation(row.value2(), row.value3())
                  .ifPresent(r -> each.accept(new Revoked(new Serial(row.value1()), r)));
            }
          }
        });
  }

  @Override
  public long issued(Shard shard) {
    return database.fetchCount(database.selectFrom(CERTIFICATE).where(of(shard)));
  }

  private static Condition of(Shard shard) {
    return CERTIFICATE.ISSUER.eq(shard.ca().value()).and(CERTIFICATE.CRL_SHARD.eq(shard.number()));
  }
}
