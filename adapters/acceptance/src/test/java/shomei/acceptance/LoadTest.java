package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.demo.Counter;
import shomei.demo.Programs;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.subscriber.RegisterCorporation.NewCorporation;
import shomei.domain.subscriber.RegisterUser.NewUser;
import shomei.domain.subscriber.Subscriber.Language;
import shomei.load.ShomeiLoad;
import shomei.load.report.Result;
import shomei.protocol.json.Json;
import shomei.server.Main;
import shomei.server.OperatorBackend;
import shomei.settings.policy.PolicyFiles;

/// The load harness against the server, with faults on purpose, and the audit behind it.
@Tag("slow")
final class LoadTest {
  /// So many that a mix draws both of its parts: all alike once in 500,000 times.
  private static final int SUBSCRIBERS = 20;

  private static final String CONTRACT = "12345678901234";
  private static final String PIN = "right123";
  private static final String NEW_PIN = "other456";

  @TempDir private static Path folder;

  /// How far the server's clock is behind.
  private static final AtomicReference<Duration> BEHIND =
      new AtomicReference<>(Duration.ofDays(340));

  private static Bench bench;

  /// One institution for names and for subscribers.
  @BeforeAll
  static void start() throws Exception {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("acme.yaml"), PolicyFiles.text("biznet"));
    InstantSource system = InstantSource.system();
    bench = new Bench(folder, () -> system.instant().minus(BEHIND.get()));
    register();
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @Test
  void whatIsEnrolledOverBrokenConnectionsAndRepeatedRequestsIsKeptOnce() throws Exception {
    Result result =
        passed(
            "enroll",
            List.of(
                "--domain", "example.com",
                "--eab-key-file", folder.resolve("eab.txt").toString(),
                "--kill-connections", "0.05",
                "--repeat-requests", "0.1",
                "--count", "40",
                "--audit-command", audit()));
    assertThat(result.done()).isEqualTo(40);
    assertThat(result.traffic().cuts()).isPositive();
    assertThat(result.traffic().repeats()).isPositive();
    assertThat(result.violations()).isEmpty();
    assertThat(result.requests())
        .extracting(Result.Latency::name)
        .contains("newAccount", "challenge", "finalize", "certificate");
  }

  @Test
  void subscribersEnrollAndElevenMonthsLaterRenewAndAreAskedAfter() throws Exception {
    String acknowledged = folder.resolve("acknowledged").toString();
    String certificates = folder.resolve("certificates").toString();
    Result enrolled =
        passed(
            "enroll",
            List.of(
                "--subscribers",
                subscribers().toString(),
                "--certificates",
                certificates,
                "--acknowledged",
                acknowledged,
                "--audit-command",
                audit()));
    assertThat(enrolled.done()).isEqualTo(SUBSCRIBERS);

    BEHIND.set(Duration.ZERO);
    Path issuer = folder.resolve("issuer.der");
    Files.write(
        issuer,
        bench
            .adapters()
            .database()
            .institution()
            .issuers()
            .all()
            .getFirst()
            .certificate()
            .octets());
    Result renewed =
        passed(
            "mix",
            List.of(
                "--mix",
                "renew=1,ocsp=1",
                "--certificates",
                certificates,
                "--ocsp",
                "http://127.0.0.1:%d/ocsp/acme-g1".formatted(bench.statusPort()),
                "--issuer",
                issuer.toString(),
                "--serials",
                acknowledged,
                "--kill-connections",
                "0.05",
                "--audit-command",
                audit()));
    assertThat(renewed.operations())
        .extracting(Result.Latency::name)
        .containsExactly("ocsp", "renew");
    assertThat(renewed.audit()).isNotNull();
  }

  @Test
  void anAcknowledgedCertificateThatIsNotKeptFailsTheRun() throws Exception {
    String lost = "4" + "0".repeat(31);
    Programs.Finished finished =
        load(
            "enroll",
            List.of(
                "--domain",
                "example.com",
                "--eab-key-file",
                folder.resolve("eab.txt").toString(),
                "--count",
                "2",
                "--audit-command",
                "(cat; echo %s) | %s".formatted(lost, audit())));
    assertThat(finished.status()).isEqualTo(ShomeiLoad.WRONG);
    assertThat(finished.output()).anyMatch(line -> line.contains("not kept: " + lost));
  }

  private static Result passed(String workload, List<String> options) throws Exception {
    Path json = folder.resolve(workload + ".json");
    List<String> all = new ArrayList<>(options);
    all.addAll(
        List.of("--json", json.toString(), "--html", folder.resolve("page.html").toString()));
    Programs.Finished finished = load(workload, all);
    assertThat(finished.status()).as(String.join("\n", finished.output())).isZero();
    assertThat(Files.readString(folder.resolve("page.html"))).contains("<svg");
    Result result = Json.read(Files.readAllBytes(json), Result.class);
    assertThat(result.failed()).isZero();
    return result;
  }

  private static Programs.Finished load(String workload, List<String> options) throws Exception {
    List<String> command = java(ShomeiLoad.class.getName());
    command.addAll(
        List.of(
            "run",
            workload,
            "--directory",
            bench.directory(),
            "--ca",
            bench.webAuthority().toString(),
            "--http01",
            "127.0.0.1:" + bench.responder(),
            "--clients",
            "4",
            "--warm-up",
            "0",
            "--keys",
            "50",
            "--seconds",
            "600"));
    command.addAll(options);
    return Programs.run(command, line -> {});
  }

  private static String audit() {
    List<String> command = java(Main.class.getName());
    command.addAll(
        List.of("certificate", "audit", "--config", folder.resolve("shomei.yaml").toString(), "-"));
    return "'" + String.join("' '", command) + "'";
  }

  private static List<String> java(String main) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main));
  }

  private static void register() {
    var acts = new OperatorBackend(bench.adapters());
    var rule = bench.adapters().policies().of(Counter.TEST).pins();
    Pin login = Pin.choose(PIN, rule);
    Pin confirmation = Pin.choose("sure8901", rule);
    acts.registerCorporation()
        .register(
            Counter.TEST,
            new NewCorporation(
                CONTRACT, "Sample", "admin@example.co.jp", Language.EN, login, confirmation),
            Actor.operator("test", new Origin.Command("root")));
    for (int i = 1; i <= SUBSCRIBERS; i++) {
      acts.registerUser()
          .register(
              Counter.TEST,
              new NewUser(
                  CONTRACT,
                  "user" + i,
                  "User",
                  "user@example.co.jp",
                  Language.EN,
                  login,
                  true,
                  confirmation),
              Actor.operator("test", new Origin.Command("root")));
    }
  }

  private static Path subscribers() throws Exception {
    return Files.write(
        folder.resolve("subscribers"),
        IntStream.rangeClosed(1, SUBSCRIBERS)
            .mapToObj(i -> "%s/user%d %s %s".formatted(CONTRACT, i, PIN, NEW_PIN))
            .toList());
  }
}
