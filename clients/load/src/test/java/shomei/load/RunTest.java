package shomei.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.load.report.Result;
import shomei.protocol.json.Json;
import shomei.sdk.stand.Fault;
import shomei.sdk.stand.Stand;

/// The SDK's flow over the harness's connections, against the SDK's stand.
final class RunTest {
  /// So many that requests are cut and repeated by chance, while the chance that one is cut each of
  /// its six times, which fails the run, is small.
  private static final int SUBSCRIBERS = 32;

  private static final String PIN = "right123";

  @TempDir private Path folder;
  private Stand stand;
  private Path certificates;

  @BeforeEach
  void start() throws Exception {
    stand = new Stand(InstantSource.system());
    certificates = folder.resolve("certificates");
    List<String> lines = new ArrayList<>();
    for (String name : names()) {
      stand.office().register(name, PIN);
      lines.add(name + " " + PIN);
    }
    Files.write(folder.resolve("subscribers"), lines);
  }

  @AfterEach
  void stop() {
    stand.close();
  }

  @Test
  void aFlowThatNothingDisturbsHasNoRequestTooMany() throws Exception {
    Result result = done(enroll());

    assertThat(result.done()).isEqualTo(SUBSCRIBERS);
    assertThat(result.requests())
        .extracting(request -> request.name() + " " + request.count())
        .containsExactly(
            "newNonce 32",
            "newAccount 32",
            "newOrder 32",
            "authorization 32",
            "challenge 32",
            "finalize 32",
            "certificate 32");
    assertThat(result.failures()).isEmpty();
    assertThat(result.processes()).extracting(Result.ProcessUsage::name).containsExactly("harness");
  }

  @Test
  void whatIsCutAndRepeatedOnPurposeIsGotOverAndBringsOneCertificateEach() throws Exception {
    Result enrolled = done(enroll("--kill-connections", "0.06", "--repeat-requests", "0.3"));
    Result renewed = done(renew("--kill-connections", "0.06", "--repeat-requests", "0.3"));

    for (Result result : List.of(enrolled, renewed)) {
      assertThat(result.done()).isEqualTo(SUBSCRIBERS);
      assertThat(result.traffic().cuts()).isPositive();
      assertThat(result.traffic().repeats()).isPositive();
      assertThat(result.violations()).isEmpty();
    }
    assertThat(stand.office().issued()).hasSize(2 * SUBSCRIBERS);
  }

  @Test
  void aServerThatTakesANonceTwiceFailsTheRun() throws Exception {
    stand.acceptSpentNonces();

    int code = run(enroll("--repeat-requests", "1"));

    assertThat(code).isEqualTo(ShomeiLoad.WRONG);
    assertThat(result().violations())
        .anyMatch(text -> text.startsWith("newOrder: a repeated request was answered 201"));
  }

  @Test
  void aBusyServerIsNotWaitedForButToldWithTheRequestThatItRefused() throws Exception {
    stand.spoil("finalize", Fault.BUSY);

    int code = run(enroll());

    assertThat(code).isEqualTo(ShomeiLoad.FAILURES);
    assertThat(result().failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.type()).isEqualTo("finalize: rateLimited");
              assertThat(failure.failed()).isEqualTo(1);
            });
  }

  private Result done(List<String> arguments) throws Exception {
    assertThat(run(arguments)).isEqualTo(ShomeiLoad.OK);
    return result();
  }

  private Result result() throws Exception {
    return Json.read(Files.readAllBytes(folder.resolve("json")), Result.class);
  }

  private List<String> enroll(String... further) throws Exception {
    return arguments("enroll", further, "--subscribers", folder.resolve("subscribers").toString());
  }

  private List<String> renew(String... further) throws Exception {
    return arguments("renew", further);
  }

  private List<String> arguments(String workload, String[] further, String... more)
      throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                workload,
                "--directory",
                stand.directory().toString(),
                "--ca",
                stand.caFile(folder).toString(),
                "--certificates",
                certificates.toString(),
                "--json",
                folder.resolve("json").toString(),
                "--http01",
                "127.0.0.1:0",
                "--clients",
                "3",
                "--warm-up",
                "0",
                "--seconds",
                "600"));
    all.addAll(List.of(further));
    all.addAll(List.of(more));
    return all;
  }

  private static int run(List<String> arguments) {
    StringWriter told = new StringWriter();
    int code =
        new ShomeiLoad(InstantSource.system(), new PrintWriter(told), new PrintWriter(told))
            .run(arguments.toArray(String[]::new));
    assertThat(code).as(told.toString()).isNotEqualTo(ShomeiLoad.UNAVAILABLE);
    return code;
  }

  private static List<String> names() {
    return IntStream.rangeClosed(1, SUBSCRIBERS).mapToObj(i -> "12345678901234/user" + i).toList();
  }
}
