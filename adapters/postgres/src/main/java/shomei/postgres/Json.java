package shomei.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import shomei.domain.authorization.Challenge;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.partner.Partner;

/// What is kept as JSON: lists and maps that are read and written whole and never searched.
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static JSONB of(Map<String, String> texts) {
    return write(texts);
  }

  static Map<String, String> texts(JSONB json) {
    return read(json, new TypeReference<>() {});
  }

  static JSONB ofNames(List<Partner.Names> names) {
    return write(names);
  }

  static List<Partner.Names> names(JSONB json) {
    return read(json, new TypeReference<>() {});
  }

  static JSONB ofChallenges(List<Challenge> challenges) {
    return write(challenges.stream().map(KeptChallenge::of).toList());
  }

  static List<Challenge> challenges(JSONB json) {
    return read(json, new TypeReference<List<KeptChallenge>>() {}).stream()
        .map(KeptChallenge::challenge)
        .toList();
  }

  private static JSONB write(Object value) {
    try {
      return JSONB.jsonb(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }

  private static <T> T read(JSONB json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json.data(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column of JSON does not hold what was written", e);
    }
  }

  /// A challenge as it is kept.
  ///
  /// @param state the name of the state's type
  /// @param at when it began or was validated, in ISO 8601
  private record KeptChallenge(
      String kind, String token, String state, @Nullable String at, @Nullable KeptFailure error) {

    static KeptChallenge of(Challenge challenge) {
      return switch (challenge.state()) {
        case Challenge.State.Pending() -> of(challenge, "PENDING", null, null);
        case Challenge.State.Processing(var since) -> of(challenge, "PROCESSING", since, null);
        case Challenge.State.Valid(var at) -> of(challenge, "VALID", at, null);
        case Challenge.State.Invalid(var at, var error) -> of(challenge, "INVALID", at, error);
      };
    }

    private static KeptChallenge of(
        Challenge challenge, String state, @Nullable Instant at, @Nullable Failure error) {
      return new KeptChallenge(
          challenge.kind().wire(),
          challenge.token(),
          state,
          at == null ? null : at.toString(),
          error == null ? null : KeptFailure.of(error));
    }

    Challenge challenge() {
      return new Challenge(Challenge.Kind.ofWire(kind).orElseThrow(), token, challengeState());
    }

    private Challenge.State challengeState() {
      return switch (state) {
        case "PENDING" -> new Challenge.State.Pending();
        case "PROCESSING" -> new Challenge.State.Processing(instant());
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

  private record KeptFailure(String reason, String detail, @Nullable String notBefore) {
    static KeptFailure of(Failure failure) {
      return new KeptFailure(
          failure.reason().name(),
          failure.detail(),
          failure.notBefore().map(Instant::toString).orElse(null));
    }

    Failure failure() {
      return new Failure(
          Reason.valueOf(reason), detail, Optional.ofNullable(notBefore).map(Instant::parse));
    }
  }
}
