package shomei.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Stream;
import shomei.pki.key.BoundedExecutor;
import shomei.pki.key.Pkcs11CryptoToken;
import shomei.pki.key.Pkcs11Module;

/// Tokens of SoftHSM for the tests, in the folder that surefire's SOFTHSM2_CONF names. One module
/// serves the whole process, as in the server.
public final class SoftHsm {
  public static final String PIN = "123456";
  private static final Path CONFIGURATION = Path.of(System.getenv("SOFTHSM2_CONF"));
  private static final Path TOKENS = CONFIGURATION.resolveSibling("tokens");
  private static final Pkcs11Module MODULE = Pkcs11Module.load(prepare());

  private SoftHsm() {}

  private static Path prepare() {
    try {
      delete(TOKENS);
      Files.createDirectories(TOKENS);
      Files.writeString(
          CONFIGURATION,
          "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n"
              .formatted(TOKENS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("SoftHSM is missing: install the package softhsm2"));
  }

  public static Pkcs11Module module() {
    return MODULE;
  }

  /// Makes a token with a label that nobody had.
  public static String newToken() {
    String label = "t-" + UUID.randomUUID().toString().substring(0, 8);
    initialize(label);
    return label;
  }

  public static void initialize(String label) {
    run("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "87654321");
  }

  public static void destroy(String label) {
    run("--delete-token", "--token", label);
  }

  /// Takes all tokens away.
  public static void vanish() {
    move(TOKENS, TOKENS.resolveSibling("away"));
  }

  public static void comeBack() {
    move(TOKENS.resolveSibling("away"), TOKENS);
  }

  public static Pkcs11CryptoToken keys(String label, InstantSource clock) {
    return keys(label, pinFile(PIN), clock);
  }

  public static Pkcs11CryptoToken keys(String label, Path pinFile, InstantSource clock) {
    return new Pkcs11CryptoToken(
        MODULE, label, pinFile, new BoundedExecutor("token", 2, 64, Duration.ofSeconds(20)), clock);
  }

  public static Path pinFile(String pin) {
    try {
      return Files.writeString(
          Files.createTempFile(CONFIGURATION.getParent(), "pin", ".txt"), pin + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void run(String... arguments) {
    Command.run(Stream.concat(Stream.of("softhsm2-util"), Stream.of(arguments)).toList());
  }
}
