package shomei.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.protocol.problem.Problem;

final class ProblemsTest {
  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasARegisteredTypeAndTheStatusOfAnError(Reason reason) {
    Problem problem = Problems.of(new Failure(reason, "why"));
    assertThat(problem.knownType()).isPresent();
    assertThat(problem.detail()).isEqualTo("why");
    boolean ours = reason == Reason.INTERNAL || reason == Reason.UNAVAILABLE;
    assertThat(problem.status()).isBetween(ours ? 500 : 400, ours ? 503 : 499);
  }

  @Test
  void theTimeToComeBackIsTold() {
    Instant when = Instant.parse("2026-12-01T00:00:00Z");
    Failure failure = new Failure(Reason.NOT_YET_ELIGIBLE, "later", Optional.of(when));
    assertThat(Problems.of(failure).notBefore()).isEqualTo(when);
  }

  @Test
  void partsBecomeSubproblemsWithoutAStatusOfTheirOwn() {
    Failure failure = new Failure(Reason.REJECTED_IDENTIFIER, "barred");
    Refusal.Part part = new Refusal.Part("dns", "a\nb.example", failure);
    Response response = Response.problem(HttpError.of(Refusal.ofParts(failure, List.of(part))));
    assertThat(response.status()).isEqualTo(400);
    assertThat(new String(response.body().octets(), UTF_8))
        .containsOnlyOnce("\"status\"")
        .contains("\"identifier\":{\"type\":\"dns\",\"value\":\"a\\nb.example\"}");
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 1", "PT0.2S, 1", "PT1S, 1", "PT1.001S, 2", "PT90S, 90"})
  void waitsAreWholeSecondsRoundedUp(Duration wait, String seconds) {
    assertThat(retryAfter(Refusal.retry(Reason.RATE_LIMITED, "slow down", wait)))
        .isEqualTo(seconds);
  }

  @Test
  void aLimitNamesATimeToWaitAlsoWhereTheDomainKnowsNone() {
    assertThat(retryAfter(new Refusal(Reason.RATE_LIMITED, "many"))).isEqualTo("60");
    assertThat(retryAfter(new Refusal(Reason.MALFORMED, "bad"))).isEmpty();
  }

  private static String retryAfter(Refusal refusal) {
    return Response.problem(HttpError.of(refusal)).header("Retry-After").orElse("");
  }
}
