package shomei.postgres.order;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import shomei.domain.authorization.Challenge;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.postgres.sql.Json;

/// A challenge as it is stored.
///
/// @param state the name of the state's type
/// @param at when it began or was validated, in ISO 8601
/// @param looks how often a look began, where more than once
record StoredChallenge(
    @JsonProperty("kind") String kind,
    @JsonProperty("token") String token,
    @JsonProperty("state") String state,
    @JsonProperty("at") @Nullable String at,
    @JsonProperty("error") @Nullable StoredFailure error,
    @JsonProperty("looks") @JsonInclude(NON_NULL) @Nullable Integer looks) {

  record StoredFailure(
      @JsonProperty("reason") String reason,
      @JsonProperty("detail") String detail,
      @JsonProperty("notBefore") @Nullable String notBefore) {
    static StoredFailure of(Failure failure) {
      return new StoredFailure(
          failure.reason().name(),
          failure.detail(),
          failure.notBefore().map(Instant::toString).orElse(null));
    }

    Failure failure() {
      return new Failure(
          Reason.valueOf(reason), detail, Optional.ofNullable(notBefore).map(Instant::parse));
    }
  }

  static JSONB write(List<Challenge> challenges) {
    return Json.write(challenges.stream().map(StoredChallenge::of).toList());
  }

  static List<Challenge> read(JSONB json) {
    return Json.read(json, new TypeReference<List<StoredChallenge>>() {}).stream()
        .map(StoredChallenge::challenge)
        .toList();
  }

  private static StoredChallenge of(Challenge challenge) {
    return switch (challenge.state()) {
      case Challenge.State.Pending() -> of(challenge, "PENDING", null, null);
      case Challenge.State.Processing(var since, int looks) ->
          new StoredChallenge(
              challenge.kind().wire(),
              challenge.token(),
              "PROCESSING",
              since.toString(),
              null,
              looks > 1 ? looks : null);
      case Challenge.State.Valid(var at) -> of(challenge, "VALID", at, null);
      case Challenge.State.Invalid(var at, var error) -> of(challenge, "INVALID", at, error);
    };
  }

  private static StoredChallenge of(
      Challenge challenge, String state, @Nullable Instant at, @Nullable Failure error) {
    return new StoredChallenge(
        challenge.kind().wire(),
        challenge.token(),
        state,
        at == null ? null : at.toString(),
        error == null ? null : StoredFailure.of(error),
        null);
  }

  private Challenge challenge() {
    return new Challenge(Challenge.Kind.ofWire(kind).orElseThrow(), token, challengeState());
  }

  private Challenge.State challengeState() {
    return switch (state) {
      case "PENDING" -> new Challenge.State.Pending();
      case "PROCESSING" ->
          new Challenge.State.Processing(instant(), Optional.ofNullable(looks).orElse(1));
      case "VALID" -> new Challenge.State.Valid(instant());
      case "INVALID" -> new Challenge.State.Invalid(instant(), failure());
      default -> throw new IllegalStateException("no state of a challenge: " + state);
    };
  }

  private Instant instant() {
    return Instant.parse(Optional.ofNullable(at).orElseThrow());
  }

  private Failure failure() {
    return Optional.ofNullable(error).orElseThrow().failure();
  }
}
