package shomei.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.command.Backend;
import shomei.demo.Programs;
import shomei.demo.WebIdentity;
import shomei.domain.credential.Pin;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.RegisterCorporation.NewCorporation;
import shomei.domain.subscriber.RegisterUser.NewUser;
import shomei.domain.subscriber.Registered;
import shomei.domain.subscriber.Subscriber.Language;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;
import shomei.server.Adapters;
import shomei.server.OperatorBackend;
import shomei.settings.Config;
import shomei.settings.policy.PolicyFiles;

/// A server of the tests' own as a process, on a database that outlives it, with one bank and a
/// clock that the test sets.
final class Rig implements AutoCloseable {
  static final String CONTRACT = "12345678901234";
  static final String PIN = "right123";

  private static final Institution BANK =
      new Institution(
          new InstitutionId("kita"),
          "きた銀行",
          "Kita Bank",
          "Kita Bank, Ltd.",
          "Kita Bank CA",
          "biznet");

  private final Path folder;
  private final int port;
  private final int pagesPort;
  private final int signedInPort;
  private final EmbeddedDatabase database;
  private final Adapters adapters;
  private Process server;

  Rig(Path folder) throws Exception {
    this(folder, "", 0);
  }

  Rig(Path folder, String acquisition) throws Exception {
    this(folder, acquisition, 0);
  }

  /// @param acquisition lines of the policy, below `acquisition:` and indented by two
  /// @param daysBehind the server's clock at first
  Rig(Path folder, String acquisition, int daysBehind) throws Exception {
    this.folder = folder;
    this.port = FreePorts.next();
    this.pagesPort = FreePorts.next();
    this.signedInPort = FreePorts.next();
    this.database = EmbeddedDatabase.start(folder.resolve("database"), 0);
    WebIdentity.in(folder, InstantSource.system().instant());
    write("token.password", "rig-password");
    write("pin", PIN);
    Files.createDirectories(folder.resolve("downloads"));
    write("store.password", "rig-store-password");
    Files.createDirectories(folder.resolve("policies"));
    write(
        "policies/biznet.yaml",
        PolicyFiles.text("biznet").replace("acquisition:\n", "acquisition:\n" + acquisition));
    // for the institution minami, which a test may found: login IDs are acquired first, at any time
    write(
        "policies/first.yaml",
        PolicyFiles.text("densai").replaceFirst("(?m)^    hours:\n(?:      .*\n)+", ""));
    daysBehind(daysBehind);
    write(
        "shomei.yaml",
        """
        publicUrl: https://localhost:%d
        https: {address: 127.0.0.1, port: %d, certificateFile: web.pem, keyFile: web.key}
        management: {port: 0}
        status: {address: 127.0.0.1, port: 0, publicUrl: "http://localhost:8080"}
        database: {url: "%s", user: %s}
        journal: {folder: journal}
        token: {file: token.p12, passwordFile: token.password}
        acme: {rateLimits: false}
        policies: policies
        pages:
          publicUrl: https://localhost:%d
          address: 127.0.0.1
          port: %d
          signedIn: {publicUrl: "https://login.localhost:%d", freshHosts: true, address: 127.0.0.1, port: %d}
          downloads: {folder: downloads, signerFile: web.pem}
          institutions: {kita: {accent: "#197a4b"}, minami: {}}
        """
            .formatted(
                port,
                port,
                database.url(),
                database.user(),
                pagesPort,
                pagesPort,
                signedInPort,
                signedInPort));
    this.adapters =
        Adapters.open(
            Config.read(folder.resolve("shomei.yaml")),
            RigServer.clock(folder.resolve("days")),
            new SecureRandom());
    register();
    this.server = start();
  }

  /// The database behind the server, to look at what is so.
  Adapters adapters() {
    return adapters;
  }

  /// Sets the server's clock so many days behind.
  void daysBehind(int days) throws IOException {
    write("days", Integer.toString(days));
  }

  String directory() {
    return "https://localhost:%d/acme/kita/directory".formatted(port);
  }

  /// Whom the server's certificate comes from.
  Path webAuthority() {
    return folder.resolve("web-ca.pem");
  }

  long serverProcess() {
    return server.pid();
  }

  /// Gives the corporation one more user with the right to acquire.
  SubscriberName newUser(String id) {
    return newUser(id, false);
  }

  /// @param temporary whether the PINs must be changed first
  SubscriberName newUser(String id, boolean temporary) {
    return register(id, temporary).seat().name();
  }

  /// The same with the code of the letter.
  Registered register(String id) {
    return register(id, false);
  }

  private Registered register(String id, boolean temporary) {
    var rule = adapters.policies().of(BANK).pins();
    return new OperatorBackend(adapters)
        .registerUser()
        .register(
            BANK,
            new NewUser(
                CONTRACT,
                id,
                id,
                id + "@example.co.jp",
                Language.EN,
                Pin.choose(PIN, rule),
                temporary,
                Pin.choose("sure8901", rule)),
            Actor.operator("test", new Origin.Command("root")));
  }

  /// Starts the server again after its process has ended.
  void restartServer() throws IOException {
    server.onExit().join();
    server = start();
  }

  /// Runs the client tool as a process.
  ///
  /// @param main the class that runs it
  /// @param properties of its JVM
  Programs.Finished tool(
      Class<?> main,
      Map<String, String> properties,
      SubscriberName seat,
      String act,
      String... more)
      throws IOException, InterruptedException {
    Path pc = folder.resolve("pc").resolve(seat.toString().replace('/', '-'));
    Files.createDirectories(pc);
    List<String> command = java(main.getName(), properties);
    command.addAll(
        List.of(
            act,
            "--subscriber",
            seat.toString(),
            "--state",
            pc.toString(),
            "--ca",
            webAuthority().toString(),
            "--password-file",
            folder.resolve("store.password").toString(),
            "--pin-file",
            folder.resolve("pin").toString(),
            "--lang",
            "en"));
    if (act.equals("acquire")) {
      command.addAll(List.of("--server", directory(), "--out", store(seat).toString()));
    }
    command.addAll(List.of(more));
    return Programs.run(command, line -> {});
  }

  /// A file of that content in the rig's folder.
  Path file(String name, String content) throws IOException {
    write(name, content);
    return folder.resolve(name);
  }

  Path store(SubscriberName seat) {
    return folder
        .resolve("pc")
        .resolve(seat.toString().replace('/', '-'))
        .resolve("certificate.p12");
  }

  /// The address of an open page of the bank.
  String page(String path) {
    return page("kita", path);
  }

  String page(String institution, String path) {
    return "https://localhost:" + pagesPort + "/" + institution + path;
  }

  /// Where its pages are, as a browser's policy names them.
  List<String> origins() {
    return List.of("https://localhost:" + pagesPort, "https://login.localhost:" + signedInPort);
  }

  int signedInPort() {
    return signedInPort;
  }

  Institution institution() {
    return BANK;
  }

  static InstitutionId bank() {
    return BANK.id();
  }

  @Override
  public void close() {
    server.destroyForcibly();
    server.onExit().join();
    adapters.close();
    database.close();
  }

  private void register() {
    Backend acts = new OperatorBackend(adapters);
    acts.putInstitution().put(BANK, Actor.operator("test", new Origin.Command("root")));
    acts.createCa(
        BANK,
        Backend.CaKey.P256,
        Optional.empty(),
        Actor.operator("test", new Origin.Command("root")));
    var rule = adapters.policies().of(BANK).pins();
    acts.registerCorporation()
        .register(
            BANK,
            new NewCorporation(
                CONTRACT,
                "Sample Trading",
                "admin@example.co.jp",
                Language.EN,
                Pin.choose(PIN, rule),
                Pin.choose("sure8901", rule)),
            Actor.operator("test", new Origin.Command("root")));
  }

  /// Returns when the server says that it is ready.
  private Process start() throws IOException {
    List<String> command = java(RigServer.class.getName(), Map.of());
    command.add(folder.resolve("shomei.yaml").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var lines = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("ready on port ")) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(unread -> {}));
        return process;
      }
    }
    throw new IllegalStateException("the server did not start:\n" + said);
  }

  /// With few rounds for the passwords of PKCS#12 files, which are not what is tested here.
  private static List<String> java(String main, Map<String, String> properties) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    for (String rounds : List.of("mac", "keyPbe", "certPbe")) {
      command.add("-Dkeystore.pkcs12." + rounds + "IterationCount=1000");
    }
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    return command;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
