package shomei.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import shomei.embedded.FreePorts;

/// `shomei-server serve` as a process of its own.
final class MainProcess implements AutoCloseable {
  private final Process process;
  private final int management;

  /// Returns when it is ready.
  MainProcess(Site site) throws Exception {
    this(site, Map.of());
  }

  /// @param environment besides this program's own
  MainProcess(Site site, Map<String, String> environment) throws Exception {
    management = FreePorts.next();
    Files.writeString(
        site.file(),
        Files.readString(site.file())
            .replace("management:\n  port: 0", "management:\n  port: " + management));
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--config",
                site.file().toString(),
                "serve")
            .redirectErrorStream(true)
            .redirectOutput(site.folder().resolve("server.log").toFile());
    program.environment().putAll(environment);
    process = program.start();
    for (int look = 0; !isReady(); look++) {
      if (look == 240 || !process.isAlive()) {
        throw new IllegalStateException(Files.readString(site.folder().resolve("server.log")));
      }
      boolean _ = new CountDownLatch(1).await(250, TimeUnit.MILLISECONDS);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return status("/readyz") == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  int status(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(management, path));
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
