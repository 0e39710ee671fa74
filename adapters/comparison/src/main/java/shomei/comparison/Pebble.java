package shomei.comparison;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import shomei.demo.WebIdentity;
import shomei.embedded.FreePorts;

/// Let's Encrypt's test server, from Debian's package `pebble`: it finds every challenge valid
/// without looking, at once, refuses no nonce and uses no authorization twice, and keeps everything
/// in memory.
final class Pebble implements AutoCloseable {
  private static final Duration STARTING = Duration.ofSeconds(10);

  private final Process process;
  private final int port;

  private Pebble(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// @param folder holds its files
  /// @param identity of its web server
  static Pebble start(Path program, Path folder, WebIdentity identity)
      throws IOException, InterruptedException {
    int port = FreePorts.next();
    Path config = folder.resolve("pebble.json");
    Files.writeString(
        config,
        """
        {"pebble": {
          "listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
          "certificate": "%s", "privateKey": "%s",
          "httpPort": 5002, "tlsPort": 5001,
          "ocspResponderURL": "", "externalAccountBindingRequired": false}}
        """
            .formatted(port, FreePorts.next(), identity.certificate(), identity.key()));
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "-config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("pebble.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PEBBLE_VA_ALWAYS_VALID", "1",
                "PEBBLE_VA_NOSLEEP", "1",
                "PEBBLE_WFE_NONCEREJECT", "0",
                "PEBBLE_AUTHZREUSE", "0"));
    Pebble pebble = new Pebble(builder.start(), port);
    pebble.awaitReady(folder);
    return pebble;
  }

  URI directory() {
    return URI.create("https://localhost:%d/dir".formatted(port));
  }

  long pid() {
    return process.pid();
  }

  /// It says that it listens before it knows, so what counts is that it lives and takes
  /// connections.
  private void awaitReady(Path folder) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    boolean ended = false;
    while (!ended && System.nanoTime() - begun < STARTING.toNanos()) {
      ended = process.waitFor(100, TimeUnit.MILLISECONDS);
      if (!ended && listens()) {
        return;
      }
    }
    process.destroyForcibly();
    throw new IOException(
        "pebble did not start: " + Files.readString(folder.resolve("pebble.log")));
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
