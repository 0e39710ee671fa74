package shomei.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import shomei.load.run.Tally;
import shomei.load.wire.OperationFailure;
import shomei.protocol.json.Json;
import shomei.sdk.AcmeResource;

final class ReportTest {
  private final Tally counted = new Tally();

  @Test
  void everyOperationCountsFromItsIntendedTimeAndTheWarmUpDoesNot() {
    Tally warm = new Tally();
    warm.done("enroll", TimeUnit.SECONDS.toNanos(9), 0);
    for (int i = 1; i <= 100; i++) {
      counted.done("enroll", TimeUnit.MILLISECONDS.toNanos(i), TimeUnit.SECONDS.toNanos(3));
    }
    Result result = result(warm, Optional.empty());
    assertThat(result.done()).isEqualTo(100);
    assertThat(result.perSecond()).isEqualTo(20);
    Result.Latency whole = result.operations().getFirst();
    assertThat(whole.p50()).isBetween(50.0, 50.1);
    assertThat(whole.p99()).isBetween(99.0, 99.2);
    assertThat(whole.max()).isBetween(100.0, 100.2);
    assertThat(result.series()).extracting(Result.Second::at).containsExactly(0L, 3L);
  }

  @Test
  void aResultIsReadAsItWasWritten() {
    counted.answered(AcmeResource.FINALIZE, 5_000_000);
    counted.failed(new OperationFailure("badCSR", "no"), 0);
    counted.recovered(AcmeResource.CHALLENGE, "badNonce");
    counted.violation("twice");
    Result result =
        result(new Tally(), Optional.of(new Result.Audit(false, 3, List.of("not kept: 40"))));
    assertThat(Json.read(Json.write(result), Result.class)).isEqualTo(result);
    assertThat(TextReport.of(result))
        .contains("1 failed", "badCSR: 1 failed, 0 got over (no)", "challenge: badNonce: 0 failed")
        .contains("MUST NEVER BE: twice", "FAILED", "not kept: 40");
  }

  @Test
  void whatAServerSaysIsTextInThePageAndNothingElse() {
    counted.done("enroll", 1_000_000, 0);
    counted.failed(new OperationFailure("<script>", "<img src=x onerror=alert(1)>"), 0);
    assertThat(HtmlReport.of(result(new Tally(), Optional.empty())))
        .contains("<svg", "&lt;script&gt;", "&lt;img")
        .doesNotContain("<script", "<img", "http:", "https:");
  }

  @Test
  void twoResultsCompareByTheRatioOfTheSecondToTheFirst() {
    counted.done("enroll", 10_000_000, 0);
    Result one = result(new Tally(), Optional.empty());
    counted.done("enroll", 10_000_000, 0);
    counted.done("enroll", 10_000_000, 0);
    Result other = result(new Tally(), Optional.empty());
    assertThat(Comparison.of(one, other))
        .containsPattern("a second +0\\.20 +0\\.60 +3\\.00")
        .containsPattern("enroll, p50 ms +1\\d\\.\\d\\d +1\\d\\.\\d\\d +1\\.00");
  }

  @Test
  void aProcessIsLookedAtWhileItLives() {
    Processes processes = new Processes(Map.of("this", ProcessHandle.current().pid()));
    Result.ProcessUsage sinceItsStart = processes.end().getFirst();
    assertThat(sinceItsStart.name()).isEqualTo("this");
    assertThat(sinceItsStart.cpuSeconds()).isPositive();
    assertThat(sinceItsStart.peakMiB()).isNotNegative();
  }

  private Result result(Tally warm, Optional<Result.Audit> audit) {
    return Figures.of(
        Instant.parse("2026-11-21T12:00:00Z"),
        Map.of("workload", "enroll"),
        Duration.ofSeconds(5),
        warm,
        counted,
        List.of(),
        audit);
  }
}
