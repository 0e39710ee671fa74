package shomei.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import shomei.command.Backend;
import shomei.demo.Names;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.partner.MintExternalAccountKey.Minted;
import shomei.domain.partner.Partner;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;
import shomei.server.Adapters;
import shomei.server.OperatorBackend;
import shomei.settings.Config;
import shomei.settings.binding.Faulty;

/// Our server as it ships, as a process of its own, over a durable PostgreSQL, with TLS, history,
/// CRLs and schedules; for the comparison.
final class Ours implements AutoCloseable {
  /// Names below it are vetted: no challenge is asked.
  static final String VETTED = "vetted.example";

  /// Names below it are proven by http-01.
  static final String PROVEN = "proven.example";

  private static final Actor OPERATOR =
      Actor.operator("compare", new Origin.Command(System.getProperty("user.name", "compare")));
  private static final Institution INSTITUTION =
      new Institution(
          new InstitutionId("compare"), "比較", "Compare", "Compare, Ltd.", "Compare CA", "acme");

  private final Path folder;
  private final Path program;
  private final int port = FreePorts.next();
  private final int responder = FreePorts.next();
  private final Names names;
  private final EmbeddedDatabase database;
  private Process server;
  private Duration start;

  /// @param program the script `shomei-server`
  /// @param token the lines of the configuration below `token`
  Ours(Path folder, Path program, String token)
      throws IOException, InterruptedException, Faulty, SQLException {
    this.folder = folder;
    this.program = program;
    this.names = new Names(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.database = EmbeddedDatabase.start(folder.resolve("database"), 0);
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      if (!query("show " + setting).equals("on")) {
        throw new IllegalStateException(setting + " is not on");
      }
    }
    Files.writeString(
        folder.resolve("shomei.yaml"),
        """
        publicUrl: https://localhost:%d
        https: {address: 127.0.0.1, port: %d, certificateFile: web.pem, keyFile: web.key}
        management: {port: 0}
        status: {address: 127.0.0.1, port: 0, publicUrl: "http://localhost:8080"}
        database: {url: "%s", user: %s}
        journal: {folder: journal}
        token:
        %s
        validation: {resolver: "127.0.0.1:%d", http01Port: %d, allow: [127.0.0.0/8]}
        """
            .formatted(
                port, port, database.url(), database.user(), token, names.port(), responder));
    try (Adapters adapters =
        Adapters.open(Config.read(config()), InstantSource.system(), new SecureRandom())) {
      register(adapters);
    }
    start();
  }

  private void register(Adapters adapters) throws IOException {
    Backend acts = new OperatorBackend(adapters);
    acts.putInstitution().put(INSTITUTION, OPERATOR);
    acts.createCa(INSTITUTION, Backend.CaKey.P256, Optional.empty(), OPERATOR);
    Partner partner =
        acts.putPartner()
            .put(
                INSTITUTION,
                "harness",
                List.of(
                    new Partner.Names(VETTED, true, true), new Partner.Names(PROVEN, true, false)),
                OPERATOR);
    Minted minted =
        acts.mintKey()
            .forPartner(INSTITUTION, partner, Set.of(), false, Optional.empty(), OPERATOR);
    Files.writeString(eab(), minted.key().kid() + "\n" + minted.secret() + "\n");
  }

  /// Returns when the server says that it is ready.
  private void start() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "serve", "--config", config().toString())
            .redirectErrorStream(true);
    builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
    server = builder.start();
    BufferedReader lines = server.inputReader();
    Path log = folder.resolve("server.log");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      append(log, line);
      if (line.contains(" ready: ")) {
        start = Duration.ofNanos(System.nanoTime() - begun);
        Thread.ofVirtual().start(() -> keep(lines, log));
        return;
      }
    }
    throw new IOException("our server did not start; see " + log);
  }

  void restart() throws IOException, InterruptedException {
    server.destroy();
    server.onExit().join();
    start();
  }

  /// From the start of the process until it was ready, the last time.
  Duration startTime() {
    return start;
  }

  URI directory() {
    return URI.create("https://localhost:%d/acme/compare/directory".formatted(port));
  }

  /// Holds the key that binds accounts: its kid, then itself.
  private Path eab() {
    return folder.resolve("eab.txt");
  }

  private Path config() {
    return folder.resolve("shomei.yaml");
  }

  /// What the harness is told to enroll names below `domain`, and to audit them afterwards.
  List<String> enrolling(String domain) throws IOException {
    return List.of(
        "--domain",
        domain,
        "--http01",
        "127.0.0.1:" + responder,
        "--eab-key-file",
        eab().toString(),
        "--server-pid",
        "server=" + server.pid(),
        "--server-pid",
        "postgres=" + databasePid(),
        "--audit-command",
        "%s certificate audit --config %s -".formatted(program, config()));
  }

  private long databasePid() throws IOException {
    Path file = folder.resolve("database").resolve("data").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst().strip());
  }

  /// The first value of the first row, or nothing.
  String query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.url(), database.user(), "");
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    }
  }

  @Override
  public void close() {
    server.destroy();
    server.onExit().join();
    names.close();
    database.close();
  }

  /// Until the server ends.
  private static void keep(BufferedReader lines, Path log) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        append(log, line);
      }
    } catch (IOException ended) {
      append(log, "(ended)");
    }
  }

  private static void append(Path log, String line) {
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
