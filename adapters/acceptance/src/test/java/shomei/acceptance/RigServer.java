package shomei.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import shomei.server.Adapters;
import shomei.server.Server;
import shomei.settings.Config;

/// The server with a clock that is so many days behind as the file `days` beside its configuration
/// says, and otherwise as `shomei-server serve` runs it.
public final class RigServer {
  private RigServer() {}

  /// @param arguments the configuration file
  public static void main(String[] arguments) throws Exception {
    Path config = Path.of(arguments[0]);
    Adapters adapters =
        Adapters.open(
            Config.read(config), clock(config.resolveSibling("days")), new SecureRandom());
    Server server = Server.start(adapters);
    System.out.println("ready on port " + server.acmePort());
  }

  static InstantSource clock(Path days) {
    InstantSource real = InstantSource.system();
    return () -> behind(real.instant(), days);
  }

  private static Instant behind(Instant now, Path days) {
    try {
      return now.minus(Duration.ofDays(Long.parseLong(Files.readString(days).strip())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
