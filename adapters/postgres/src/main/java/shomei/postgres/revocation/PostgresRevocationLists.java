package shomei.postgres.revocation;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.CRL;
import static shomei.postgres.schema.Tables.CRL_DUE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.status.CrlStatus;
import shomei.domain.status.RevocationList;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Shard;

/// [RevocationLists].
final class PostgresRevocationLists implements RevocationLists {
  private final DSLContext database;

  PostgresRevocationLists(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<RevocationList> latest(Shard shard) {
    return database
        .selectFrom(CRL)
        .where(itself(shard))
        .and(CRL.NUMBER.gt(0L))
        .fetchOptional(
            row ->
                new RevocationList(
                    shard,
                    row.getNumber(),
                    row.getThisUpdate(),
                    row.getNextUpdate(),
                    Octets.of(row.getDer())));
  }

  @Override
  public OptionalLong number(Shard shard) {
    return database
        .select(CRL.NUMBER)
        .from(CRL)
        .where(itself(shard))
        .and(CRL.NUMBER.gt(0L))
        .fetch()
        .stream()
        .mapToLong(Record1::value1)
        .findFirst();
  }

  @Override
  public List<CrlStatus> statuses() {
    Field<Boolean> due =
        field(
            CRL.CLAIMED
                .gt(CRL.NUMBER)
                .or(
                    exists(
                        selectOne()
                            .from(CRL_DUE)
                            .where(CRL_DUE.ISSUER.eq(CRL.ISSUER))
                            .and(CRL_DUE.SHARD.eq(CRL.SHARD)))));
    return database
        .select(CRL.ISSUER, CRL.SHARD, CRL.NUMBER, CRL.THIS_UPDATE, CRL.NEXT_UPDATE, due)
        .from(CRL)
        .orderBy(CRL.ISSUER, CRL.SHARD)
        .fetch(
            row ->
                new CrlStatus(
                    new Shard(new IssuerId(row.value1()), row.value2()),
                    row.value3(),
                    Optional.ofNullable(row.value4())
                        .map(from -> new CrlStatus.Period(from, row.value5())),
                    row.value6()));
  }

  @Override
  public int open(IssuerId ca) {
    return database
        .select(coalesce(max(CRL.SHARD), val(0)))
        .from(CRL)
        .where(CRL.ISSUER.eq(ca.value()))
        .and(CRL.NUMBER.gt(0L))
        .fetchSingle()
        .value1();
  }

  /// The row is locked first, then the revocations are taken up: those that were noted before the
  /// second statement began, while whoever took the number reads after it ended.
  @Override
  public OptionalLong begin(Shard shard, Instant now, Duration patience) {
    return database.transactionResult(
        work -> {
          var numbers =
              work.dsl()
                  .insertInto(CRL, CRL.ISSUER, CRL.SHARD, CRL.CLAIMED, CRL.CLAIMED_AT)
                  .values(shard.ca().value(), shard.number(), 1L, now)
                  .onConflict(CRL.ISSUER, CRL.SHARD)
                  .doUpdate()
                  .set(CRL.CLAIMED, CRL.CLAIMED.plus(1))
                  .set(CRL.CLAIMED_AT, now)
                  .where(CRL.CLAIMED.eq(CRL.NUMBER).or(CRL.CLAIMED_AT.le(now.minus(patience))))
                  .returning(CRL.CLAIMED)
                  .fetch();
          if (numbers.isNotEmpty()) {
            work.dsl()
                .deleteFrom(CRL_DUE)
                .where(CRL_DUE.ISSUER.eq(shard.ca().value()))
                .and(CRL_DUE.SHARD.eq(shard.number()))
                .execute();
          }
          return numbers.stream().mapToLong(row -> row.getClaimed()).findFirst();
        });
  }

  @Override
  public boolean publish(RevocationList list) {
    return database
            .update(CRL)
            .set(CRL.NUMBER, list.number())
            .set(CRL.THIS_UPDATE, list.thisUpdate())
            .set(CRL.NEXT_UPDATE, list.nextUpdate())
            .set(CRL.DER, list.der().octets())
            .where(itself(list.shard()))
            .and(CRL.NUMBER.lt(list.number()))
            .execute()
        == 1;
  }

  @Override
  public boolean raise(Shard shard, long number, Instant now) {
    return database
            .insertInto(CRL, CRL.ISSUER, CRL.SHARD, CRL.CLAIMED, CRL.CLAIMED_AT)
            .values(shard.ca().value(), shard.number(), number, Instant.EPOCH)
            .onConflict(CRL.ISSUER, CRL.SHARD)
            .doUpdate()
            .set(CRL.CLAIMED, number)
            .set(CRL.CLAIMED_AT, Instant.EPOCH)
            .where(CRL.CLAIMED.lt(number))
            .execute()
        == 1;
  }

  private static Condition itself(Shard shard) {
    return CRL.ISSUER.eq(shard.ca().value()).and(CRL.SHARD.eq(shard.number()));
  }
}
