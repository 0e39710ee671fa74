package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;
import shomei.sdk.AcmeFailure;

/// Alert rules, runbooks and dashboard, held against Prometheus' own tool and against what a server
/// says that everything happened to.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MonitoringTest {
  private static final Path MONITORING = Path.of("monitoring").toAbsolutePath();
  private static final Pattern METRIC = Pattern.compile("\\bshomei_[a-z_]+");
  private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");

  /// What the text format adds to the name of a histogram.
  private static final String PARTS = "_(bucket|count|sum|max)$";

  private Set<String> served = Set.of();
  private String ready = "";

  @BeforeAll
  void scrape(@TempDir Path folder) throws Exception {
    var clock = new MovableClock();
    SMTPServer mail =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandler((context, from, to, octets) -> {})
            .build();
    mail.start();
    Site site = Site.in(folder, clock);
    Files.writeString(
        site.file(),
        "smtp: {host: 127.0.0.1, port: %d, security: none, from: ca@bank.example}\n"
            .formatted(mail.getPortAllocated()),
        StandardOpenOption.APPEND);
    site.found();
    ServerTest.register(site);
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        Pc pc = new Pc(site)) {
      Pc.Ready seat = pc.ready("12345678901234/user1", "1234abcd");
      pc.finish(seat);
      assertThatThrownBy(() -> Pc.misorder(seat)).isInstanceOf(AcmeFailure.class);
      assertThatThrownBy(() -> pc.acquire("12345678901234", "99999999"));
      for (int i = 0; i < 3; i++) {
        server.runSchedule();
      }
      served = Scrape.of(server).names();
      ready = Scrape.page(server, "/readyz");
    } finally {
      mail.stop();
    }
  }

  @Test
  void theRulesAreRulesAndEachAlertIsFiredByItsFaultAndQuietWithoutIt() throws Exception {
    promtool("check", "rules", "alerts.yaml");
    promtool("test", "rules", "alerts_test.yaml");
    String tests = Files.readString(MONITORING.resolve("alerts_test.yaml"));
    for (String alert : alerts()) {
      assertThat(tests)
          .as("fired")
          .containsPattern("alertname: " + alert + "\n +exp_alerts:\n +- exp_labels")
          .as("quiet")
          .contains("alertname: " + alert + "}");
    }
  }

  @Test
  void everyAlertHasARunbookAndEveryRunbookAnAlert() throws Exception {
    String rules = rules();
    Set<String> books = new TreeSet<>();
    try (Stream<Path> files = Files.list(MONITORING.resolve("runbooks"))) {
      files.forEach(file -> books.add(file.getFileName().toString().replace(".md", "")));
    }
    assertThat(books).isEqualTo(new TreeSet<>(alerts()));
    for (String alert : alerts()) {
      assertThat(rules).contains("runbook: runbooks/" + alert + ".md");
      assertThat(Files.readString(MONITORING.resolve("runbooks/" + alert + ".md")))
          .startsWith("# " + alert + "\n")
          .contains("## Look\n", "## Do\n");
    }
  }

  @Test
  void theRunbookOfAlarmsKnowsEachThatAServerHas() throws Exception {
    String book = Files.readString(MONITORING.resolve("runbooks/ShomeiAlarm.md"));
    String parts = Files.readString(MONITORING.resolve("runbooks/ShomeiNotUsable.md"));
    assertThat(ready).contains("TLS well", "token usable");
    ready
        .lines()
        .forEach(
            line -> {
              String name = line.split(" ", 2)[0];
              assertThat(line.endsWith("usable") ? parts : book).contains("`" + name + "`");
            });
  }

  @Test
  void everyMetricThatIsNamedIsServed() throws Exception {
    assertThat(served).containsAll(metrics(rules()));
    assertThat(served).containsAll(metrics(Files.readString(MONITORING.resolve("dashboard.json"))));
    assertThat(served)
        .containsAll(metrics(Files.readString(MONITORING.resolve("alerts_test.yaml"))));
  }

  @Test
  void everyMetricThatIsServedIsDocumentedAndTheReverse() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    int begin = readme.indexOf("## Metrics");
    Set<String> told =
        readme
            .substring(begin, readme.indexOf("\n## ", begin))
            .lines()
            .filter(line -> line.startsWith("| `shomei"))
            .flatMap(line -> metrics(line.split("\\|", 3)[1]).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> names = new TreeSet<>();
    served.stream()
        .filter(name -> name.startsWith("shomei_"))
        .forEach(name -> names.add(name.replaceFirst("_seconds" + PARTS, "_seconds")));
    assertThat(names).isEqualTo(told);
  }

  /// Each is a rule of its own for the tool, so that one that does not parse is named.
  @Test
  void theDashboardsQuestionsAreQuestions(@TempDir Path folder) throws Exception {
    JsonNode dashboard = new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
    List<String> rules = new ArrayList<>(List.of("groups:", "- name: panels", "  rules:"));
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(panel.path("title").asText()).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        String question = target.path("expr").asText().replace("$__rate_interval", "5m");
        rules.add("  - record: panel:" + rules.size());
        rules.add("    expr: '" + question + "'");
      }
    }
    assertThat(rules).hasSizeGreaterThan(50);
    Path file = Files.write(folder.resolve("panels.yaml"), rules);
    promtool("check", "rules", file.toString());
  }

  private static String rules() throws IOException {
    return Files.readString(MONITORING.resolve("alerts.yaml"));
  }

  private static List<String> alerts() throws IOException {
    return ALERT.matcher(rules()).results().map(found -> found.group(1)).toList();
  }

  private static Set<String> metrics(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(MONITORING.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
