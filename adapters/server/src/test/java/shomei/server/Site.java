package shomei.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import shomei.command.Commands;
import shomei.embedded.FreePorts;
import shomei.embedded.ScratchDatabase;

/// A folder with all that a server needs, and its command line.
public final class Site {
  public static final String PINS = "1234abcd\n98765432\n";

  private final Path folder;
  private final InstantSource clock;
  private final int acmePort;
  private final int statusPort;

  /// What a command left: its exit code and what it wrote.
  public record Ended(int code, String out, String err) {}

  private Site(Path folder, InstantSource clock, int acmePort, int statusPort) {
    this.folder = folder;
    this.clock = clock;
    this.acmePort = acmePort;
    this.statusPort = statusPort;
  }

  /// @param database the lines below `database:`, indented by two
  /// @param token the lines below `token:`, indented by two
  public static Site in(Path folder, InstantSource clock, String database, String token)
      throws IOException {
    var site = new Site(folder, clock, FreePorts.next(), FreePorts.next());
    TlsFiles.write(folder.resolve("tls.pem"), folder.resolve("tls.key"));
    site.secret("tls.key", Files.readString(folder.resolve("tls.key")));
    site.secret("p12-password", "not-for-production\n");
    Files.writeString(
        site.file(),
        """
        publicUrl: https://localhost:%d
        https:
          address: 127.0.0.1
          port: %d
          certificateFile: tls.pem
          keyFile: tls.key
          drain: 2s
        management:
          port: 0
        status:
          address: 127.0.0.1
          port: %d
          publicUrl: http://localhost:%d
        database:
        %s
        journal:
          folder: journal
        token:
        %s
        """
            .formatted(
                site.acmePort,
                site.acmePort,
                site.statusPort,
                site.statusPort,
                database.stripTrailing(),
                token.stripTrailing()));
    return site;
  }

  /// One with an empty database and keys in a file.
  public static Site in(Path folder, InstantSource clock) throws IOException {
    return in(folder, clock, ScratchDatabase.create());
  }

  /// One with keys in a file.
  public static Site in(Path folder, InstantSource clock, ScratchDatabase database)
      throws IOException {
    return in(folder, clock, lines(database), "  file: keys.p12\n  passwordFile: p12-password");
  }

  /// One with an empty database and keys on a token.
  static Site onToken(Path folder, InstantSource clock, SoftHsm token) throws IOException {
    Site site =
        in(
            folder,
            clock,
            emptyDatabase(),
            "  module: %s\n  label: %s\n  pinFile: pin".formatted(token.module(), token.label()));
    site.secret("pin", SoftHsm.PIN + "\n");
    return site;
  }

  /// The lines below `database:` for an empty one.
  public static String emptyDatabase() {
    return lines(ScratchDatabase.create());
  }

  private static String lines(ScratchDatabase database) {
    return "  url: %s\n  user: %s".formatted(database.url(), database.user());
  }

  public Path secret(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  public Path file() {
    return folder.resolve("shomei.yaml");
  }

  public Path folder() {
    return folder;
  }

  public int acmePort() {
    return acmePort;
  }

  public Ended run(String... arguments) {
    return runWith("", arguments);
  }

  /// @param input what the command finds on its standard input
  public Ended runWith(String input, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var commands =
        new Commands(
            new ServerProgram(clock, new SecureRandom()),
            clock,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            () -> null,
            new PrintWriter(out),
            new PrintWriter(err));
    String[] all = new String[arguments.length + 4];
    all[0] = "--config";
    all[1] = file().toString();
    all[2] = "--operator";
    all[3] = "tanaka";
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return new Ended(commands.run(all), out.toString(), err.toString());
  }

  /// Where the pages of a site are.
  record PagesPorts(int open, int signedIn) {}

  /// Configures pages on free ports, with a fresh host for each login.
  ///
  /// @param institutions as YAML on one line
  PagesPorts withPages(String institutions) throws IOException {
    PagesPorts ports = new PagesPorts(FreePorts.next(), FreePorts.next());
    Files.writeString(
        file(),
        """
        pages:
          publicUrl: https://localhost:%1$d
          address: 127.0.0.1
          port: %1$d
          signedIn: {publicUrl: "https://login.localhost:%2$d", freshHosts: true, address: 127.0.0.1, port: %2$d}
          institutions: %3$s
        """
            .formatted(ports.open(), ports.signedIn(), institutions),
        StandardOpenOption.APPEND);
    return ports;
  }

  /// Registers the institution `minami` with the policy `densai`, and makes its CA.
  void foundMinami() {
    must(
        "institution",
        "put",
        "minami",
        "--policy",
        "densai",
        "--name-ja",
        "みなみ銀行",
        "--name-en",
        "Minami Bank",
        "--organization",
        "Minami",
        "--unit",
        "Minami CA");
    must("ca", "create", "-i", "minami");
  }

  /// Registers the institution `kita` with the policy `biznet`, and makes its CA.
  public void found() {
    found("biznet");
  }

  /// @param policy of the institution `kita`
  void found(String policy) {
    must(
        "institution",
        "put",
        "kita",
        "--policy",
        policy,
        "--name-ja",
        "北銀行",
        "--name-en",
        "Kita Bank",
        "--organization",
        "Kita Bank, Ltd.",
        "--unit",
        "Kita Bank Internet Banking CA");
    must("ca", "create", "-i", "kita");
  }

  /// Runs a command that has to work.
  public String must(String... arguments) {
    Ended ended = run(arguments);
    if (ended.code() != 0) {
      throw new AssertionError(String.join(" ", arguments) + ": " + ended);
    }
    return ended.out();
  }
}
