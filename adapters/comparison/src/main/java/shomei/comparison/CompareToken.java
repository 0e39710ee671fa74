package shomei.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import shomei.demo.Home;
import shomei.demo.Programs;

/// Where the CA's keys are in the comparison.
final class CompareToken {
  private static final String LABEL = "shomei-compare";
  private static final String PIN = "4711081512345678";

  private CompareToken() {}

  /// @param kind `pkcs12` or `softhsm`
  /// @return the lines of the configuration below `token`
  static String make(Path folder, String kind) throws IOException, InterruptedException {
    Path pin =
        Files.createFile(
            folder.resolve("token.pin"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(pin, PIN + "\n");
    if (kind.equals("pkcs12")) {
      return "  file: token.p12\n  passwordFile: token.pin";
    }
    Optional<Path> module = Home.softHsm();
    String configuration = System.getenv("SOFTHSM2_CONF");
    if (module.isEmpty() || configuration == null) {
      throw new IOException("SoftHSM is not installed, or SOFTHSM2_CONF names no file");
    }
    Path tokens = Files.createDirectories(folder.resolve("token"));
    Files.writeString(Path.of(configuration), "directories.tokendir = " + tokens + "\n");
    Programs.Finished made =
        Programs.run(
            List.of(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                LABEL,
                "--so-pin",
                PIN,
                "--pin",
                PIN),
            line -> {});
    if (made.status() != 0) {
      throw new IOException("softhsm2-util: " + String.join(" ", made.output()));
    }
    return "  module: %s\n  label: %s\n  pinFile: token.pin".formatted(module.get(), LABEL);
  }
}
