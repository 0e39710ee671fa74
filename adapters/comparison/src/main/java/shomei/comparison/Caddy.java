package shomei.comparison;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import shomei.demo.Programs;

/// Caddy's ACME server (smallstep's library, on bbolt): durable, and it looks at every name by
/// http-01, at port 80.
final class Caddy implements AutoCloseable {
  private static final int PORT = 8443;
  private static final int PATIENCE = 100;

  private final Process process;
  private final Path folder;

  private Caddy(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /// @param parent its files are kept below it, from one start to the next
  static Caddy start(Path program, Path parent, Namespace namespace)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(parent.resolve("caddy"));
    Path config =
        Files.writeString(
            folder.resolve("Caddyfile"),
            """
            {
              admin off
              local_certs
              skip_install_trust
              default_sni localhost
              auto_https disable_redirects
              storage file_system %s
              log {
                level ERROR
              }
            }
            https://localhost:%d {
              tls internal
              acme_server
            }
            """
                .formatted(folder.resolve("store"), PORT));
    ProcessBuilder builder =
        new ProcessBuilder(
                namespace.inside(
                    List.of(
                        program.toString(),
                        "run",
                        "--adapter",
                        "caddyfile",
                        "--config",
                        config.toString())))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("caddy.log").toFile());
    builder.environment().put("HOME", folder.toString());
    Caddy caddy = new Caddy(builder.start(), folder);
    caddy.awaitReady(namespace);
    return caddy;
  }

  private void awaitReady(Namespace namespace) throws IOException, InterruptedException {
    List<String> ask =
        namespace.inside(
            List.of("curl", "-sf", "--cacert", authority().toString(), directory().toString()));
    for (int tried = 0; tried < PATIENCE; tried++) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        break;
      }
      if (Programs.run(ask, line -> {}).status() == 0) {
        return;
      }
    }
    close();
    throw new IOException("caddy did not start: " + Files.readString(folder.resolve("caddy.log")));
  }

  URI directory() {
    return URI.create("https://localhost:%d/acme/local/directory".formatted(PORT));
  }

  /// Whom its web server's certificate comes from.
  Path authority() {
    return folder.resolve("store/pki/authorities/local/root.crt");
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
