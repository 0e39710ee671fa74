package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.enrollment.engine.Stage;
import shomei.enrollment.engine.StageListener.Side;

/// On a SoftHSM2 token. Its configuration is named by the environment variable SOFTHSM2_CONF, which
/// the build sets for this module's tests.
final class TokenTest {
  private static final String TOKEN_PIN = "87654321";
  private static final String LABEL = "taro " + ProcessHandle.current().pid();

  @TempDir Path folder;
  private Rig rig;

  /// One for all: a process that has begun to use the library sees no token that comes later.
  @BeforeAll
  static void makeToken() throws Exception {
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Path tokens = configuration.resolveSibling("softhsm2-tokens");
    Files.createDirectories(tokens);
    Files.writeString(configuration, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    say(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        LABEL,
        "--pin",
        TOKEN_PIN,
        "--so-pin",
        "12345678");
  }

  @AfterAll
  static void deleteToken() throws Exception {
    say("softhsm2-util", "--delete-token", "--token", LABEL);
  }

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
    rig.file("tokenpin", TOKEN_PIN);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theKeyIsMadeOnTheTokenAndTheCertificateBesideIt() throws Exception {
    Rig.Ended ended = acquire();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("token " + LABEL);
    assertThat(mine("Private Key Object"))
        .singleElement()
        .asString()
        .contains("sensitive")
        .contains("never extractable");
    assertThat(mine("Certificate Object")).hasSize(1);
    assertThat(rig.profile().resolve("certificate.p12")).doesNotExist();
  }

  @Test
  void aRenewalLeavesTheNewKeyAlone() throws Exception {
    acquire();

    Rig.Ended ended = rig.run("renew", "--token-pin-file", rig.path("tokenpin"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(mine("Private Key Object")).hasSize(1);
    assertThat(mine("Certificate Object")).hasSize(1);
    assertThat(rig.stand.office().issued()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(value = Stage.class, mode = EnumSource.Mode.EXCLUDE, names = "REPORTED")
  void anAcquisitionGoesOnWhereItWasCutOff(Stage stage) throws Exception {
    assertThatThrownBy(() -> cutOff(stage, Side.BEFORE, acquisition())).isInstanceOf(Cut.class);

    Rig.Ended again = acquire();

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(rig.stand.office().issued()).hasSize(1);
    assertThat(mine("Certificate Object")).hasSize(1);
    assertThat(rig.run("renew", "--token-pin-file", rig.path("tokenpin")).code())
        .as("the key on the token proves its certificate")
        .isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"KEY", "FINALIZING", "ISSUED", "STORED", "DONE"})
  void aRenewalGoesOnWhereItWasCutOff(Stage stage) throws Exception {
    acquire();
    String[] renewal = {"renew", "--token-pin-file", rig.path("tokenpin")};
    assertThatThrownBy(() -> cutOff(stage, Side.BEFORE, renewal)).isInstanceOf(Cut.class);

    Rig.Ended again = rig.run(renewal);

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(rig.stand.office().issued()).hasSize(2);
    assertThat(mine("Certificate Object")).hasSize(1);
  }

  @Test
  void aWrongTokenPinOrLabelIsToldBeforeAnythingIsOrdered() throws Exception {
    rig.file("tokenpin", "00000000");
    assertThat(acquire().code()).isEqualTo(16);
    assertThat(rig.stand.office().orders()).isZero();

    String[] elsewhere = acquisition();
    elsewhere[Arrays.asList(elsewhere).indexOf(LABEL)] = "no such token";
    Rig.Ended ended = rig.run(elsewhere);
    assertThat(ended.code()).isEqualTo(16);
    assertThat(ended.err()).contains("no such token");
  }

  private Rig.Ended acquire() {
    return rig.run(acquisition());
  }

  private String[] acquisition() {
    return new String[] {
      "acquire",
      "--server",
      rig.stand.directory().toString(),
      "--subscriber",
      Rig.USER,
      "--ca",
      rig.path("stand-ca.pem"),
      "--pin-file",
      rig.path("pin"),
      "--module",
      module(),
      "--token",
      LABEL,
      "--token-pin-file",
      rig.path("tokenpin")
    };
  }

  private static final class Cut extends Error {
    private static final long serialVersionUID = 1L;
  }

  private void cutOff(Stage stage, Side side, String... arguments) {
    rig.run(
        Optional.empty(),
        (reached, at) -> {
          if (reached == stage && at == side) {
            throw new Cut();
          }
        },
        arguments);
  }

  /// Objects of this test's profile on the token, as another program sees them.
  private List<String> mine(String kind) throws Exception {
    String listed =
        String.join(
            "\n",
            say(
                "pkcs11-tool",
                "--module",
                module(),
                "--token-label",
                LABEL,
                "--login",
                "--pin",
                TOKEN_PIN,
                "--list-objects"));
    String name = String.valueOf(rig.profile().getFileName());
    String id = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
    return Arrays.stream(listed.split("\n(?=\\S)"))
        .filter(object -> object.startsWith(kind) && object.contains(id))
        .toList();
  }

  private static String module() {
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/softhsm/libsofthsm2.so")
        .filter(library -> Files.exists(Path.of(library)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("SoftHSM2 is not installed: package softhsm2"));
  }

  private static List<String> say(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> said =
        new ArrayList<>(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
    assertThat(process.waitFor()).as(String.join("\n", said)).isZero();
    return said;
  }
}
