package shomei.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import shomei.demo.Programs;

/// A network of its own in which every name is 127.0.0.1, for a server that asks http-01 at port 80
/// and knows no other: a namespace of Linux, as a user may make one, held by a `dnsmasq`.
final class Namespace implements AutoCloseable {
  private static final int PATIENCE = 50;

  private final Process holder;

  private Namespace(Process holder) {
    this.holder = holder;
  }

  /// @param folder holds its files
  /// @return empty where the machine has no `dnsmasq` or lets nobody make one
  static Optional<Namespace> in(Path folder) throws IOException, InterruptedException {
    Optional<Path> dnsmasq = Installed.program("dnsmasq");
    if (dnsmasq.isEmpty()) {
      return Optional.empty();
    }
    Path resolver = Files.writeString(folder.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
    String hold =
        """
        ip link set lo up && mount --bind %s /etc/resolv.conf && \
        exec %s --keep-in-foreground --no-hosts --no-resolv --user=root --group= --pid-file= \
        --conf-file=/dev/null --bind-interfaces --interface=lo --address=/#/127.0.0.1
        """
            .formatted(resolver, dnsmasq.get());
    Process holder =
        new ProcessBuilder("unshare", "--map-root-user", "--net", "--mount", "sh", "-c", hold)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("namespace.log").toFile())
            .start();
    Namespace namespace = new Namespace(holder);
    boolean ended = false;
    for (int tried = 0; tried < PATIENCE && !ended; tried++) {
      ended = holder.waitFor(100, TimeUnit.MILLISECONDS);
      if (!ended && namespace.resolves()) {
        return Optional.of(namespace);
      }
    }
    namespace.close();
    return Optional.empty();
  }

  private boolean resolves() throws IOException, InterruptedException {
    return Programs.run(inside(List.of("getent", "hosts", Ours.PROVEN)), line -> {}).status() == 0;
  }

  /// The command that runs another one inside. It keeps its process id.
  List<String> inside(List<String> command) {
    List<String> within =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target",
                Long.toString(holder.pid()),
                "--user",
                "--preserve-credentials",
                "--net",
                "--mount"));
    within.addAll(command);
    return within;
  }

  @Override
  public void close() {
    holder.destroy();
    holder.onExit().join();
  }
}
