package shomei.packages;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import shomei.demo.Names;
import shomei.embedded.FreePorts;
import shomei.load.ShomeiLoad;
import shomei.load.report.Result;
import shomei.protocol.json.Json;

/// Partners' ACME clients and relying parties, eight at once, as the load harness plays them: they
/// enroll names that are vetted, or proven by http-01, and ask by OCSP.
final class Clients implements AutoCloseable {
  static final String VETTED = "vetted.example";
  static final String PROVEN = "proven.example";

  private static final String INSTITUTION = "partners";
  private static final int FEW = 50;

  private final Bank bank;
  private final Path folder;
  private final int responder = FreePorts.next();
  private final Names names = new Names(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  /// Before the server starts: it is told where names are looked up and proven.
  ///
  /// @param folder for what the harness leaves
  Clients(Bank bank, Path folder) throws IOException {
    this.bank = bank;
    this.folder = Files.createDirectories(folder);
    Files.writeString(
        bank.configuration(),
        "validation: {resolver: \"127.0.0.1:%d\", http01Port: %d, allow: [127.0.0.0/8]}\n"
            .formatted(names.port(), responder),
        StandardOpenOption.APPEND);
  }

  /// The commands that make their institution, CA and partner.
  static List<List<String>> commands() {
    return List.of(
        List.of(
            "institution",
            "put",
            INSTITUTION,
            "--policy",
            "acme",
            "--name-ja",
            "提携先",
            "--name-en",
            "Partners",
            "--organization",
            "Partners, Ltd.",
            "--unit",
            "Partners CA"),
        List.of("ca", "create", "-i", INSTITUTION),
        List.of(
            "partner",
            "put",
            "harness",
            "-i",
            INSTITUTION,
            "--vetted-below",
            VETTED,
            "--below",
            PROVEN));
  }

  /// The command that says the key which binds their accounts.
  static List<String> mint() {
    return List.of("eab", "add", "-i", INSTITUTION, "--partner", "harness", "--reusable", "--json");
  }

  /// @param minted what [#mint] said
  void bind(String minted) throws IOException {
    Minted key = Json.read(minted.getBytes(StandardCharsets.UTF_8), Minted.class);
    Files.writeString(eab(), key.kid() + "\n" + key.hmacKey() + "\n");
  }

  private record Minted(String kid, String hmacKey) {}

  private Path eab() {
    return folder.resolve("eab.txt");
  }

  /// @param server whose processor time is told
  Result enroll(Process server, String domain, double seconds) throws IOException {
    return load(
        "enroll",
        seconds,
        "--directory",
        "https://localhost:%d/acme/%s/directory".formatted(bank.acme(), INSTITUTION),
        "--ca",
        bank.folder().resolve("web-ca.pem").toString(),
        "--eab-key-file",
        eab().toString(),
        "--domain",
        domain,
        "--http01",
        "127.0.0.1:" + responder,
        "--keys",
        "2000",
        "--server-pid",
        "server=" + server.pid(),
        "--acknowledged",
        folder.resolve("acknowledged").toString());
  }

  /// As many as may be signed for within the first second; an answer beyond is told to come later.
  private Path few() throws IOException {
    List<String> all = Files.readAllLines(folder.resolve("acknowledged"));
    return Files.write(
        folder.resolve("few"), all.subList(Math.max(0, all.size() - FEW), all.size()));
  }

  /// Asks about what was enrolled last.
  Result ask(double seconds) throws IOException, InterruptedException {
    String status = "http://127.0.0.1:" + bank.status();
    Path issuer = folder.resolve("issuer.pem");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI ca = URI.create(status + "/ca/" + INSTITUTION + "-g1.cer");
      byte[] der =
          client.send(HttpRequest.newBuilder(ca).build(), BodyHandlers.ofByteArray()).body();
      Files.writeString(
          issuer,
          "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
              .formatted(Base64.getMimeEncoder().encodeToString(der)));
    }
    return load(
        "ocsp",
        seconds,
        "--ocsp",
        status + "/ocsp/" + INSTITUTION + "-g1",
        "--issuer",
        issuer.toString(),
        "--serials",
        few().toString());
  }

  private Result load(String workload, double seconds, String... further) throws IOException {
    Path json = folder.resolve("result.json");
    List<String> words = new ArrayList<>(List.of("run", workload, "--clients", "8"));
    words.addAll(List.of("--warm-up", "0", "--seconds", Double.toString(seconds)));
    words.addAll(List.of("--json", json.toString()));
    words.addAll(List.of(further));
    try (var log = new PrintWriter(Files.newBufferedWriter(folder.resolve("load.log")))) {
      int code = new ShomeiLoad(InstantSource.system(), log, log).run(words.toArray(String[]::new));
      if (code != 0) {
        throw new IllegalStateException(workload + " ended with " + code + "; see " + folder);
      }
    }
    return Json.read(Files.readAllBytes(json), Result.class);
  }

  @Override
  public void close() {
    names.close();
  }
}
