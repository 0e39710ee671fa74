package shomei.postgres.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;
import shomei.domain.authorization.Challenge;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;

/// What earlier versions have stored is read, and this one writes the same.
final class StoredChallengeTest {
  private static final String STORED =
      """
      [{"kind":"pin-01","token":"a","state":"PENDING","at":null,"error":null},\
      {"kind":"http-01","token":"b","state":"PROCESSING","at":"2026-07-01T00:00:00Z","error":null},\
      {"kind":"dns-01","token":"c","state":"VALID","at":"2026-07-01T00:00:01Z","error":null},\
      {"kind":"possession-01","token":"d","state":"INVALID","at":"2026-07-01T00:00:02Z",\
      "error":{"reason":"RENEWAL_NOT_OPEN","detail":"later","notBefore":"2026-08-01T00:00:00Z"}}]""";

  @Test
  void challengesAreReadAsTheyWereStoredAndStoredAsTheyWereRead() {
    Failure later =
        new Failure(
            Reason.RENEWAL_NOT_OPEN, "later", Optional.of(Instant.parse("2026-08-01T00:00:00Z")));
    List<Challenge> challenges =
        List.of(
            challenge(Challenge.Kind.PIN_01, "a", new Challenge.State.Pending()),
            challenge(Challenge.Kind.HTTP_01, "b", new Challenge.State.Processing(at(0))),
            challenge(Challenge.Kind.DNS_01, "c", new Challenge.State.Valid(at(1))),
            challenge(
                Challenge.Kind.POSSESSION_01, "d", new Challenge.State.Invalid(at(2), later)));
    assertThat(StoredChallenge.read(JSONB.jsonb(STORED))).isEqualTo(challenges);
    assertThat(StoredChallenge.write(challenges).data()).isEqualTo(STORED);
  }

  private static Challenge challenge(Challenge.Kind kind, String token, Challenge.State state) {
    return new Challenge(kind, token, state);
  }

  private static Instant at(int second) {
    return Instant.parse("2026-07-01T00:00:00Z").plusSeconds(second);
  }
}
