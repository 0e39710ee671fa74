package shomei.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import shomei.settings.policy.PolicyFiles;

/// The folder that the demo lives in, across runs: configuration, database, token, and what the
/// subscribers' PCs hold. Removing it starts everything anew.
///
/// Threat: its secrets (token PIN, subscribers' PINs) are the demo's own and protect nothing else;
/// the files are still nobody else's to read.
public final class Home {
  private static final List<Path> SOFTHSM =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/libsofthsm2.so"),
          Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

  /// Where the configuration that the demo makes asks for names.
  static final InetSocketAddress RESOLVER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5053);

  /// The database that the configuration names; at this address the demo runs one.
  static final String DATABASE = "jdbc:postgresql://localhost:5433/postgres";

  static final int DATABASE_PORT = 5433;

  private static final String TOKEN_LABEL = "shomei-demo";

  private final Path folder;
  private final boolean found;

  private Home(Path folder, boolean found) {
    this.folder = folder;
    this.found = found;
  }

  /// Takes what an earlier run left in the folder, or makes it.
  ///
  /// @param say is told what was made
  static Home in(Path folder, Instant now, Consumer<String> say)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Home home = new Home(folder.toAbsolutePath(), Files.exists(folder.resolve("shomei.yaml")));
    WebIdentity.in(home.folder, now);
    if (!home.found) {
      Path policies = Files.createDirectories(folder.resolve("policies"));
      Files.writeString(policies.resolve("densai.yaml"), atAnyTime(PolicyFiles.text("densai")));
      Files.writeString(home.config(), home.template().replace("${token}", home.token(say)));
    }
    return home;
  }

  /// A policy whose login IDs are acquired whenever the demo is run.
  private static String atAnyTime(String policy) {
    return policy.replaceFirst("(?m)^    hours:\n(?:      .*\n)+", "");
  }

  /// Whether an earlier run was here.
  boolean found() {
    return found;
  }

  Path folder() {
    return folder;
  }

  Path config() {
    return folder.resolve("shomei.yaml");
  }

  /// PEM of the CA that the demo's web server is trusted by.
  Path webAuthority() {
    return folder.resolve("web-ca.pem");
  }

  /// A file of the owner's alone with one line.
  Path secret(String name, String line) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      ownersFile(file, line + "\n");
    }
    return file;
  }

  /// Writes a new file that nobody but its owner reads.
  static void ownersFile(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  /// Makes a token where SoftHSM is installed; its configuration is named to this process by
  /// SOFTHSM2_CONF. Otherwise the keys are in a file, and the server says loudly what that is
  /// worth.
  private String token(Consumer<String> say) throws IOException, InterruptedException {
    Optional<Path> module = softHsm();
    String configuration = System.getenv("SOFTHSM2_CONF");
    if (module.isEmpty() || configuration == null) {
      secret("token.pin", "demo-file-password");
      say.accept("SoftHSM is not installed: the CA's keys go into a file (development only)");
      return "  file: token.p12\n  passwordFile: token.pin";
    }
    Path tokens = Files.createDirectories(folder.resolve("token"));
    Files.writeString(Path.of(configuration), "directories.tokendir = " + tokens + "\n");
    Path pin = secret("token.pin", "4711081512345678");
    Programs.Finished made =
        Programs.run(
            List.of(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                TOKEN_LABEL,
                "--so-pin",
                Files.readString(pin).strip(),
                "--pin",
                Files.readString(pin).strip()),
            line -> {});
    if (made.status() != 0) {
      throw new IOException("softhsm2-util: " + String.join(" ", made.output()));
    }
    say.accept("made the PKCS#11 token “" + TOKEN_LABEL + "” with " + module.get());
    return "  module: %s\n  label: %s\n  pinFile: token.pin".formatted(module.get(), TOKEN_LABEL);
  }

  /// The PKCS#11 library of SoftHSM, where it is installed.
  public static Optional<Path> softHsm() {
    return SOFTHSM.stream().filter(Files::exists).findFirst();
  }

  private String template() throws IOException {
    try (InputStream in = Home.class.getResourceAsStream("shomei.yaml")) {
      if (in == null) {
        throw new IOException("the demo's configuration is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
