package shomei.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import shomei.embedded.FreePorts;

/// A Prometheus that scrapes one server twice a second, with the rules that ship, in a hurry: each
/// `for` is a second (that of ShomeiDown five, as a machine may be busy), each window of a rate or
/// minimum ten. Nothing else of the rules is changed.
final class Prometheus implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  /// An alert that fires.
  record Alert(String name, String severity) {}

  /// Waits until it answers. A Prometheus that still reads its data would tell of no alert, and a
  /// look that nothing fires would see nothing.
  Prometheus(Path folder, int scraped) throws IOException, InterruptedException {
    int port = FreePorts.next();
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("alerts.yaml"),
        Files.readString(Path.of("monitoring/alerts.yaml"))
            .replaceAll("for: \\w+", "for: 1s")
            .replaceFirst("for: 1s", "for: 5s")
            .replaceAll("\\[\\w+]", "[10s]"));
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
        rule_files: [alerts.yaml]
        scrape_configs: [{job_name: shomei, static_configs: [{targets: ['127.0.0.1:%d']}]}]
        """
            .formatted(scraped));
    Path log = folder.resolve("prometheus.log");
    this.address = URI.create("http://127.0.0.1:" + port);
    this.process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=error")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    for (int look = 0; !isReady(); look++) {
      if (look == 240 || !process.isAlive()) {
        close();
        throw new IllegalStateException(Files.readString(log));
      }
      boolean _ = new CountDownLatch(1).await(250, TimeUnit.MILLISECONDS);
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /// What fires now.
  List<Alert> firing() throws IOException, InterruptedException {
    List<Alert> firing = new ArrayList<>();
    for (JsonNode alert :
        new ObjectMapper().readTree(get("/api/v1/alerts").body()).at("/data/alerts")) {
      JsonNode labels = alert.get("labels");
      if (alert.get("state").asText().equals("firing")) {
        firing.add(new Alert(labels.get("alertname").asText(), labels.get("severity").asText()));
      }
    }
    return firing;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
  }

  static Set<String> names(List<Alert> alerts) {
    return alerts.stream().map(Alert::name).collect(Collectors.toSet());
  }

  static Set<String> pages(List<Alert> alerts) {
    return names(alerts.stream().filter(alert -> alert.severity().equals("page")).toList());
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
