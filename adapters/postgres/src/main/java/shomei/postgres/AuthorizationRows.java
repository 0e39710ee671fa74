package shomei.postgres;

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
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.postgres.schema.tables.records.AuthorizationRecord;

/// The rows of authorizations.
///
/// What a partial index asks for is written into the statement, not bound to it: a plan that is
/// kept for all values could not use the index otherwise.
final class AuthorizationRows {
  static final Condition PENDING = AUTHORIZATION.STATUS.eq(inline("PENDING"));
  static final Condition VALID = AUTHORIZATION.STATUS.eq(inline("VALID"));
  static final Condition LIVE = AUTHORIZATION.STATUS.in(inline("PENDING"), inline("VALID"));

  private AuthorizationRows() {}

  /// What is pending or valid for a seat.
  static Condition openFor(InstitutionId institution, SubscriberName seat) {
    return LIVE.and(AUTHORIZATION.INSTITUTION.eq(institution.value()))
        .and(AUTHORIZATION.IDENTIFIER.eq(IdentifierText.write(new Identifier.Seat(seat))))
        .and(AUTHORIZATION.IDENTIFIER.like(inline("subscriber:%")));
  }

  static Authorization read(AuthorizationRecord row) {
    return new Authorization(
        new AuthorizationId(row.getId()),
        new AccountId(row.getAccount()),
        new InstitutionId(row.getInstitution()),
        IdentifierText.read(row.getIdentifier()),
        Optional.ofNullable(row.getReplaces()).map(Serial::new),
        Authorization.Status.valueOf(row.getStatus()),
        row.getExpires(),
        Json.challenges(row.getChallenges()));
  }

  static AuthorizationRecord write(Authorization authorization) {
    AuthorizationRecord row = AUTHORIZATION.newRecord();
    row.setId(authorization.id().value());
    row.setAccount(authorization.account().value());
    row.setInstitution(authorization.institution().value());
    row.setIdentifier(IdentifierText.write(authorization.identifier()));
    row.setReplaces(authorization.replaces().map(Serial::hex).orElse(null));
    writeProgress(row, authorization);
    return row;
  }

  /// The columns that say how far it has come.
  static AuthorizationRecord progress(Authorization authorization) {
    AuthorizationRecord row = AUTHORIZATION.newRecord();
    writeProgress(row, authorization);
    return row;
  }

  private static void writeProgress(AuthorizationRecord row, Authorization authorization) {
    row.setStatus(authorization.status().name());
    row.setExpires(authorization.expires());
    row.setChallenges(Json.ofChallenges(authorization.challenges()));
    row.setProcessingSince(processingSince(authorization));
  }

  static @Nullable Instant processingSince(Authorization authorization) {
    return authorization.challenges().stream()
        .flatMap(
            challenge ->
                challenge.state() instanceof Challenge.State.Processing(var since)
                    ? Stream.of(since)
                    : Stream.empty())
        .min(Instant::compareTo)
        .orElse(null);
  }
}
