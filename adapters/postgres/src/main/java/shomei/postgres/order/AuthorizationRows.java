package shomei.postgres.order;

import static org.jooq.impl.DSL.inline;
import static shomei.postgres.schema.Tables.AUTHORIZATION;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Serial;
import shomei.postgres.schema.tables.records.AuthorizationRecord;
import shomei.postgres.sql.IdentifierText;
import shomei.postgres.sql.RowMapping;

/// The rows of authorizations.
///
/// What a partial index asks for is written into the statement, not bound to it: a plan that is
/// kept for all values could not use the index otherwise.
public final class AuthorizationRows {
  static final Condition PENDING = AUTHORIZATION.STATUS.eq(inline("PENDING"));
  static final Condition VALID = AUTHORIZATION.STATUS.eq(inline("VALID"));
  public static final Condition LIVE = AUTHORIZATION.STATUS.in(inline("PENDING"), inline("VALID"));

  /// The columns that say how far it has come.
  static final RowMapping<Authorization> PROGRESS =
      RowMapping.<Authorization>of(AUTHORIZATION)
          .with(AUTHORIZATION.STATUS, authorization -> authorization.status().name())
          .with(AUTHORIZATION.EXPIRES, Authorization::expires)
          .with(AUTHORIZATION.CHALLENGES, a -> StoredChallenge.write(a.challenges()))
          .with(AUTHORIZATION.PROCESSING_SINCE, AuthorizationRows::processingSince)
          .with(AUTHORIZATION.SEAT_REVISION, AuthorizationRows::seatRevision);

  static final RowMapping<Authorization> ROW =
      PROGRESS
          .with(AUTHORIZATION.ID, authorization -> authorization.id().value())
          .with(AUTHORIZATION.ACCOUNT, authorization -> authorization.account().value())
          .with(AUTHORIZATION.INSTITUTION, authorization -> authorization.institution().value())
          .with(AUTHORIZATION.IDENTIFIER, a -> IdentifierText.write(a.identifier()))
          .with(AUTHORIZATION.REPLACES, a -> a.replaces().map(Serial::hex).orElse(null));

  private AuthorizationRows() {}

  public static Authorization read(AuthorizationRecord row) {
    return new Authorization(
        new AuthorizationId(row.getId()),
        new AccountId(row.getAccount()),
        new InstitutionId(row.getInstitution()),
        IdentifierText.read(row.getIdentifier()),
        Optional.ofNullable(row.getReplaces()).map(Serial::new),
        Authorization.Status.valueOf(row.getStatus()),
        row.getExpires(),
        StoredChallenge.read(row.getChallenges()),
        Stream.ofNullable(row.getSeatRevision()).mapToInt(Integer::intValue).findFirst());
  }

  private static @Nullable Integer seatRevision(Authorization authorization) {
    return authorization.seatRevision().isPresent()
        ? authorization.seatRevision().getAsInt()
        : null;
  }

  private static @Nullable Instant processingSince(Authorization authorization) {
    return authorization.challenges().stream()
        .flatMap(
            challenge ->
                challenge.state() instanceof Challenge.State.Processing(var since, _)
                    ? Stream.of(since)
                    : Stream.empty())
        .min(Instant::compareTo)
        .orElse(null);
  }
}
