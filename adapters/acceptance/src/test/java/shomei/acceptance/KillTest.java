package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.kernel.SubscriberName;
import shomei.enrollment.engine.Stage;
import shomei.enrollment.engine.StageListener.Side;
import shomei.tool.Shomei;

/// Wherever tool or server are killed, the subscriber runs the tool again, without anybody's help,
/// and has exactly one certificate that is current, with its key.
@Tag("slow")
class KillTest {
  private static final int KILLED = 137;

  /// After so many days a certificate may be renewed.
  private static final int ELEVEN_MONTHS = 340;

  @TempDir private static Path folder;
  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  static Stream<Arguments> instants() {
    return Arrays.stream(Stage.values())
        .flatMap(
            stage -> Stream.of(Arguments.of(stage, Side.BEFORE), Arguments.of(stage, Side.AFTER)));
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("instants")
  void aToolKilledWhileItAcquiresGoesOnWhenItIsRunAgain(Stage stage, Side side) throws Exception {
    rig.daysBehind(ELEVEN_MONTHS);
    SubscriberName seat = user("a", stage, side);

    int status = rig.tool(Killer.class, at(stage, side), seat, "acquire").status();

    assertThat(status).isEqualTo(KILLED);
    if (!isOver(stage, side)) {
      run(seat, "acquire");
    }
    assertThat(certificates(seat)).hasSize(1);
    assertOneCurrent(seat);
  }

  @ParameterizedTest
  @EnumSource
  void aToolKilledWhileItRenewsGoesOnWhenItIsRunAgain(Stage stage) throws Exception {
    Side side = Side.BEFORE; // the work is done, and the tool does not know
    rig.daysBehind(ELEVEN_MONTHS);
    SubscriberName seat = user("r", stage, side);
    run(seat, "acquire");
    rig.daysBehind(0);
    Certificate old = certificates(seat).getFirst();

    int status = rig.tool(Killer.class, at(stage, side), seat, "renew").status();

    // the account is there already
    boolean passed = stage != Stage.ACCOUNT_KEY && stage != Stage.ACCOUNT;
    assertThat(status).isEqualTo(passed ? KILLED : 0);
    assertUsable(seat);
    if (passed && !isOver(stage, side)) {
      run(seat, "renew");
    }
    assertThat(certificates(seat)).hasSize(2);
    assertOneCurrent(seat);
    assertThat(
            rig.adapters()
                .database()
                .certificates()
                .find(old.serial())
                .orElseThrow()
                .stateAt(now()))
        .isEqualTo(Certificate.State.ISSUED);
  }

  @ParameterizedTest
  @EnumSource
  void aServerKilledWhileTheToolAcquiresOrRenewsLosesNothing(Stage stage) throws Exception {
    Side side = Side.AFTER;
    rig.daysBehind(ELEVEN_MONTHS);
    SubscriberName seat = user("s", stage, side);

    cutOff(seat, stage, side, "acquire");
    assertThat(certificates(seat)).hasSize(1);
    assertOneCurrent(seat);

    rig.daysBehind(0);
    cutOff(seat, stage, side, "renew");
    assertThat(certificates(seat)).hasSize(2);
    assertOneCurrent(seat);
  }

  /// Runs the tool, kills the server under it, and where the tool could not finish runs it again.
  private static void cutOff(SubscriberName seat, Stage stage, Side side, String act)
      throws Exception {
    int status = rig.tool(Killer.class, atServer(stage, side), seat, act).status();
    if (ProcessHandle.of(rig.serverProcess()).filter(ProcessHandle::isAlive).isEmpty()) {
      rig.restartServer();
    }
    if (status != 0) {
      run(seat, act);
    }
  }

  /// The last thing that a run does.
  private static boolean isOver(Stage stage, Side side) {
    return stage == Stage.REPORTED && side == Side.AFTER;
  }

  private static SubscriberName user(String act, Stage stage, Side side) {
    int number = List.of(Stage.values()).indexOf(stage);
    return rig.newUser(act + number + (side == Side.BEFORE ? "b" : "a"));
  }

  private static Map<String, String> at(Stage stage, Side side) {
    return new HashMap<>(
        Map.of(
            "kill.stage", stage.name(),
            "kill.side", side.name()));
  }

  private static Map<String, String> atServer(Stage stage, Side side) {
    Map<String, String> properties = at(stage, side);
    properties.put("kill.server", Long.toString(rig.serverProcess()));
    return properties;
  }

  private static void run(SubscriberName seat, String act) throws Exception {
    var finished = rig.tool(Shomei.class, Map.of(), seat, act);
    assertThat(finished.status()).as(String.join("\n", finished.output())).isZero();
  }

  /// The server knows one current certificate, and the subscriber has it with its key; nothing is
  /// left half done.
  private static void assertOneCurrent(SubscriberName seat) throws Exception {
    var database = rig.adapters().database();
    List<Certificate> current =
        certificates(seat).stream()
            .filter(one -> one.stateAt(now()) == Certificate.State.ISSUED)
            .filter(one -> one.replacedBy().isEmpty())
            .toList();
    assertThat(current).hasSize(1);
    assertThat(held(seat).getEncoded()).isEqualTo(current.getFirst().der().octets());
    assertThat(database.order().orders().unfinished(now(), 10)).isEmpty();
    assertThat(database.subscribers().find(Rig.bank(), seat).orElseThrow().right()).isEmpty();
    for (Certificate certificate : certificates(seat)) {
      assertThat(database.history().history().on(Rig.bank(), "certificate:" + certificate.serial()))
          .filteredOn(entry -> entry.act() == Act.CERTIFICATE_ISSUED)
          .hasSize(1);
    }
  }

  /// What the subscriber has at this moment still logs in.
  private static void assertUsable(SubscriberName seat) throws Exception {
    byte[] held = held(seat).getEncoded();
    assertThat(certificates(seat))
        .filteredOn(one -> one.stateAt(now()) == Certificate.State.ISSUED)
        .extracting(one -> one.der().octets())
        .contains(held);
  }

  private static X509Certificate held(SubscriberName seat) throws Exception {
    char[] password = "rig-store-password".toCharArray();
    KeyStore store = KeyStore.getInstance(rig.store(seat).toFile(), password);
    List<String> keys =
        java.util.Collections.list(store.aliases()).stream()
            .filter(alias -> isKey(store, alias))
            .toList();
    assertThat(keys).hasSize(1);
    assertThat(store.getKey(keys.getFirst(), password)).isNotNull();
    return (X509Certificate) store.getCertificate(keys.getFirst());
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (java.security.KeyStoreException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Certificate> certificates(SubscriberName seat) {
    return rig.adapters().database().certificates().of(Rig.bank(), seat);
  }

  private static Instant now() {
    return InstantSource.system().instant();
  }
}
