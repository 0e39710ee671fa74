package shomei.tool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import shomei.enrollment.Secret;
import shomei.enrollment.engine.StageListener;
import shomei.sdk.stand.Stand;
import shomei.tool.talk.Terminal;

/// The tool with a stand in front of it, run in this process as often as a test wants.
final class Rig implements AutoCloseable {
  static final InstantSource CLOCK = InstantSource.system();
  static final String USER = "12345678901234/taro";
  static final String PIN = "1357";
  static final String PASSWORD = "correct horse";

  final Stand stand;
  final Path folder;
  final Path state;
  final Map<String, String> environment = new HashMap<>();
  private final List<String> everythingSaid = new ArrayList<>();

  private Rig(Stand stand, Path folder) {
    this.stand = stand;
    this.folder = folder;
    this.state = folder.resolve("state");
  }

  /// @param folder an empty one
  static Rig in(Path folder) throws Exception {
    Rig rig = new Rig(new Stand(CLOCK), folder);
    rig.stand.office().register(USER, PIN);
    rig.stand.caFile(folder);
    rig.file("pin", PIN);
    rig.file("password", PASSWORD);
    return rig;
  }

  /// What a run said and how it ended.
  record Ended(int code, String out, String err) {}

  /// Writes a file for a secret.
  String file(String name, String content) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, content + "\n");
    return file.toString();
  }

  String path(String name) {
    return folder.resolve(name).toString();
  }

  Ended acquire(String... more) {
    return run(
        with(
            new String[] {
              "acquire",
              "--server",
              stand.directory().toString(),
              "--subscriber",
              USER,
              "--ca",
              path("stand-ca.pem"),
              "--pin-file",
              path("pin"),
              "--password-file",
              path("password")
            },
            more));
  }

  Ended renew(String... more) {
    return run(with(new String[] {"renew", "--password-file", path("password")}, more));
  }

  Ended run(String... arguments) {
    return run(Optional.empty(), (stage, side) -> {}, arguments);
  }

  /// @param answers of the person in front of the terminal, in order
  Ended runAsked(List<String> answers, List<String> questions, String... arguments) {
    return run(Optional.of(new Scripted(answers, questions)), (stage, side) -> {}, arguments);
  }

  Ended run(Optional<Terminal> terminal, StageListener listener, String... arguments) {
    return run(state, terminal, listener, arguments);
  }

  /// On another state directory.
  Ended runOn(Path other, String... arguments) {
    return run(other, Optional.empty(), (stage, side) -> {}, arguments);
  }

  private Ended run(
      Path root, Optional<Terminal> terminal, StageListener listener, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ToolContext context =
        new ToolContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream((PIN + "\n").getBytes(StandardCharsets.UTF_8)),
            terminal,
            environment,
            folder,
            "taro",
            Locale.ENGLISH,
            CLOCK,
            ZoneId.of("Asia/Tokyo"),
            time -> {},
            new SecureRandom(),
            listener);
    int code;
    try {
      code = new Shomei(context).run(with(arguments, new String[] {"--state", root.toString()}));
    } finally {
      everythingSaid.add(
          out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8));
    }
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static String[] with(String[] first, String[] more) {
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  /// All that any run put out.
  String everythingSaid() {
    return String.join("\n", everythingSaid);
  }

  /// The only profile's folder.
  Path profile() throws Exception {
    try (var profiles = Files.list(state.resolve("profiles"))) {
      return profiles.findFirst().orElseThrow();
    }
  }

  Path pkcs12() throws Exception {
    return profile().resolve("certificate.p12");
  }

  /// The only entry of the certificate file.
  KeyStore.PrivateKeyEntry stored() throws Exception {
    KeyStore store = KeyStore.getInstance(pkcs12().toFile(), PASSWORD.toCharArray());
    String alias = store.aliases().nextElement();
    return (KeyStore.PrivateKeyEntry)
        store.getEntry(alias, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
  }

  @Override
  public void close() {
    stand.close();
  }

  private static final class Scripted implements Terminal {
    private final Deque<String> answers;
    private final List<String> questions;

    Scripted(List<String> answers, List<String> questions) {
      this.answers = new ArrayDeque<>(answers);
      this.questions = questions;
    }

    @Override
    public Optional<String> line(String question) {
      questions.add(question);
      return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<Secret> secret(String question) {
      return line(question).map(Secret::of);
    }
  }
}
