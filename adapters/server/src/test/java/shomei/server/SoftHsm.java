package shomei.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A token of SoftHSM in the folder that surefire's SOFTHSM2_CONF names.
record SoftHsm(Path module, String label, Path tokens) {
  static final String PIN = "123456";

  static SoftHsm inBuild(String label) throws IOException, InterruptedException {
    Path configuration = Path.of(Objects.requireNonNull(System.getenv("SOFTHSM2_CONF")));
    Path tokens = configuration.resolveSibling("tokens");
    delete(configuration.resolveSibling("away"));
    delete(tokens);
    Files.createDirectories(tokens);
    Files.writeString(
        configuration,
        "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n"
            .formatted(tokens));
    var process =
        new ProcessBuilder(
                List.of(
                    "softhsm2-util",
                    "--init-token",
                    "--free",
                    "--label",
                    label,
                    "--pin",
                    PIN,
                    "--so-pin",
                    "87654321"))
            .inheritIO()
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("softhsm2-util made no token");
    }
    return new SoftHsm(library(), label, tokens);
  }

  private static Path library() {
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("SoftHSM is missing: install the package softhsm2"));
  }

  void vanish() throws IOException {
    Files.move(tokens, tokens.resolveSibling("away"));
  }

  void comeBack() throws IOException {
    Files.move(tokens.resolveSibling("away"), tokens);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
