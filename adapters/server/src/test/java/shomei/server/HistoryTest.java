package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;

/// The operation history of a whole server with its keys on a token, exported and verified by
/// commands.
final class HistoryTest {
  private static final String GOOD = "whole and unchanged";

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private SoftHsm token;
  private Site site;
  private Adapters adapters;
  private Server server;

  @BeforeEach
  void start() throws Exception {
    token = SoftHsm.inBuild("shomei-history");
    site = Site.onToken(folder, clock, token);
    // sealed when a test says so, and not by the server in between
    Files.writeString(site.file(), "history: {seal: 1h}\n", StandardOpenOption.APPEND);
    site.found();
    adapters = ServerTest.adapters(site, clock);
    server = Server.start(adapters);
    server.runSchedule();
    Files.writeString(folder.resolve("root.pem"), site.must("ca", "show", "kita-g1", "--root"));
  }

  @AfterEach
  void stop() {
    server.close();
    adapters.close();
  }

  @Test
  void whatHappenedIsProvenByTheFileTheRootAndTheKeptCheckpointsAlone() throws Exception {
    write("one");
    server.runSchedule();
    clock.forward(Duration.ofHours(1));
    write("two");
    server.runSchedule();
    site.must("history", "checkpoints", "-i", "kita", "--out", folder.resolve("kept").toString());
    Path kept = folder.resolve("kept/kita-1.cms");
    assertThat(kept).isNotEmptyFile();
    List<String> lines = export();
    assertThat(lines.getFirst()).startsWith("{\"history\":\"kita\",\"format\":1,");
    assertThat(lines.getLast()).isEqualTo("{\"end\":true}");
    assertThat(verify(lines).out()).contains("2 checkpoints, the last of", GOOD);
    assertThat(verify(lines, "--checkpoint", kept.toString()).code()).isZero();

    assertFound(lines, "subject:one", "subject:ony", "was changed");
    assertFound(lines, "{\"end\":true}", "", "the file is cut");
    assertFound(lines, "\"details\":{}", "\"details\":{},\"more\":1", "is no line of an exported");
    List<String> cut = lines.stream().filter(line -> !line.contains("subject:one")).toList();
    assertThat(verify(cut).out()).containsPattern("entry \\d+ was removed");
    assertThat(verify(cut).code()).isEqualTo(1);

    List<String> tail = lines.stream().filter(line -> line.contains("history\":\"")).toList();
    Site.Ended ended = verify(tail, "--checkpoint", kept.toString());
    assertThat(ended.out()).contains("the history ends before seal 1");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void withoutATokenSealingGoesOnAndTheMissingCheckpointIsToldUntilItIsBack() throws Exception {
    token.vanish();
    clock.forward(Duration.ofHours(2));
    write("away");
    server.runSchedule();
    assertThat(adapters.database().history().seals().unsealedSince()).isEmpty();
    assertThat(overdue()).isEqualTo("0.0");
    clock.forward(Duration.ofMinutes(91));
    assertThat(overdue()).isEqualTo("1.0");
    token.comeBack();
    Pc.await(server, "/readyz", 200);
    server.runSchedule();
    assertThat(overdue()).isEqualTo("0.0");
    assertThat(verify(export()).out()).contains("2 checkpoints", GOOD);
  }

  private void assertFound(List<String> lines, String from, String to, String finding)
      throws Exception {
    Site.Ended ended = verify(lines.stream().map(line -> line.replace(from, to)).toList());
    assertThat(ended.out()).contains(finding).doesNotContain(GOOD);
    assertThat(ended.code()).isEqualTo(1);
  }

  private void write(String subject) {
    adapters
        .database()
        .history()
        .history()
        .add(
            new Entry(
                clock.instant(),
                new InstitutionId("kita"),
                Actor.system(),
                Act.ORDER_PLACED,
                "subject:" + subject,
                Map.of()));
  }

  private List<String> export() {
    return site.must("history", "export", "-i", "kita").lines().toList();
  }

  /// Far from the server's configuration.
  private Site.Ended verify(List<String> lines, String... more) throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path file = Files.write(elsewhere.resolve("export.jsonl"), lines);
    String[] all = new String[4 + more.length];
    all[0] = "verify-history";
    all[1] = file.toString();
    all[2] = "--ca";
    all[3] = folder.resolve("root.pem").toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return site.run(all);
  }

  private String overdue() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/metrics".formatted(server.managementPort())))
              .build();
      return client
          .send(request, BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith("shomei_history_overdue "))
          .map(line -> line.split(" ")[1])
          .findFirst()
          .orElseThrow();
    }
  }
}
