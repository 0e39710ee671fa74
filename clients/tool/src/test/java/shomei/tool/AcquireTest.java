package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.json.Json;
import shomei.sdk.stand.Fault;

final class AcquireTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aCertificateIsIssuedAndStoredWithItsKey() throws Exception {
    Rig.Ended ended = rig.acquire();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(rig.stored().getCertificate()).isEqualTo(rig.stand.office().issued().getFirst());
    assertThat(rig.stored().getCertificateChain()).hasSize(2);
    assertThat(ended.out())
        .contains("Organization = Stand Bank, Ltd.")
        .contains("Organizational Unit = Stand Bank Internet Banking CA-G2")
        .contains("Common Name = 12345678901234 taro")
        .contains("Serial number = ")
        .contains("Valid until = ")
        .contains("Close all browser windows");
  }

  @Test
  void logLinesAreDatedAndNameTheUser() {
    Rig.Ended ended = rig.acquire();

    assertThat(ended.err().lines())
        .allMatch(line -> line.matches("\\[\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d\\] .+"));
    assertThat(ended.err()).contains("Started.").contains("Running as user taro.");
  }

  @Test
  void japaneseIsSpokenWhereItIsWanted() {
    Rig.Ended ended = rig.acquire("--lang", "ja");

    assertThat(ended.err()).contains("ユーザー taro で実行しています。");
    assertThat(ended.out()).contains("すべてのブラウザーをいったん閉じてください");
  }

  @Test
  void scriptsGetOneJsonDocumentAndNothingElseOnStandardOutput() {
    Rig.Ended ended = rig.acquire("--json");

    JsonNode json = Json.parse(ended.out().getBytes(StandardCharsets.UTF_8));
    assertThat(json.get("status").textValue()).isEqualTo("ok");
    assertThat(json.at("/certificate/commonName").textValue()).isEqualTo("12345678901234 taro");
    assertThat(json.at("/certificate/state").textValue()).isEqualTo("issued");
    assertThat(json.at("/certificate/store/file").textValue()).endsWith("certificate.p12");
  }

  @Test
  void onlyTheOwnerReadsWhatIsStored() throws Exception {
    rig.acquire();

    try (var files = Files.walk(rig.state)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rig.state)))
        .isEqualTo("rwx------");
  }

  @Test
  void nothingIsLeftOfTheRun() throws Exception {
    rig.acquire();

    try (var files = Files.list(rig.profile())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "profile.json", "account.json", "certificate.pem", "certificate.p12");
    }
  }

  @Test
  void noSecretIsEverSaid() {
    rig.acquire("--json");
    rig.acquire();

    assertThat(rig.everythingSaid())
        .isNotBlank()
        .doesNotContain(Rig.PASSWORD)
        .doesNotContainPattern("\\b" + Rig.PIN + "\\b");
  }

  @Test
  void aWrongPinFromAFileIsTriedOnce() throws Exception {
    rig.file("pin", "9999");

    Rig.Ended ended = rig.acquire("--json");

    assertThat(ended.code()).isEqualTo(3);
    JsonNode json = Json.parse(ended.out().getBytes(StandardCharsets.UTF_8));
    assertThat(json.get("error").textValue()).isEqualTo("wrongPin");
    assertThat(json.get("exitCode").intValue()).isEqualTo(3);
    assertThat(rig.stand.office().seat(Rig.USER).wrongPins()).isEqualTo(1);
    rig.file("pin", Rig.PIN);
    assertThat(rig.acquire().code()).isZero();
  }

  @Test
  void aWrongPinThatWasTypedMayBeTypedAgain() {
    List<String> questions = new ArrayList<>();

    Rig.Ended ended =
        rig.runAsked(
            List.of(Rig.PASSWORD, Rig.PASSWORD, "9999", Rig.PIN),
            questions,
            "acquire",
            "--server",
            rig.stand.directory().toString(),
            "--subscriber",
            Rig.USER,
            "--ca",
            rig.path("stand-ca.pem"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(questions)
        .containsExactly(
            "New password for the certificate file", "The same again", "Login PIN", "Login PIN");
    assertThat(rig.stand.office().issued()).hasSize(1);
  }

  @Test
  void aTemporaryPinIsChangedOnTheWay() throws Exception {
    rig.stand.office().seat(Rig.USER).withTemporaryPin();

    Rig.Ended ended = rig.acquire("--new-pin-file", rig.file("newpin", "2468"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(rig.stand.office().seat(Rig.USER).pin()).isEqualTo("2468");
  }

  @Test
  void aTemporaryPinWithoutANewOneIsToldApart() {
    rig.stand.office().seat(Rig.USER).withTemporaryPin();

    assertThat(rig.acquire().code()).isEqualTo(10);
    assertThat(rig.stand.office().seat(Rig.USER).pin()).isEqualTo(Rig.PIN);
  }

  @Test
  void aNewPinIsAskedForTwice() {
    rig.stand.office().seat(Rig.USER).withTemporaryPin();
    List<String> questions = new ArrayList<>();

    Rig.Ended ended =
        rig.runAsked(
            List.of(Rig.PIN, "2468", "2469", "2468", "2468"),
            questions,
            "acquire",
            "--server",
            rig.stand.directory().toString(),
            "--subscriber",
            Rig.USER,
            "--ca",
            rig.path("stand-ca.pem"),
            "--password-file",
            rig.path("password"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(questions)
        .containsExactly(
            "Login PIN", "New login PIN", "The same again", "New login PIN", "The same again");
    assertThat(rig.stand.office().seat(Rig.USER).pin()).isEqualTo("2468");
  }

  @Test
  void whatStandsInTheWayIsToldByTheExitCode() {
    rig.stand.office().seat(Rig.USER).openAcquisition(false);
    assertThat(rig.acquire().code()).isEqualTo(5);

    rig.stand.office().seat(Rig.USER).suspend();
    assertThat(rig.acquire().code()).isEqualTo(9);
  }

  @Test
  void aLockedIdIsToldApartFromAWrongPin() throws Exception {
    rig.file("pin", "9999");
    for (int i = 0; i < 5; i++) {
      assertThat(rig.acquire().code()).isEqualTo(3);
    }
    rig.file("pin", Rig.PIN);

    assertThat(rig.acquire().code()).isEqualTo(4);
    assertThat(rig.stand.office().issued()).isEmpty();
  }

  @Test
  void withoutATerminalEverySecretNeedsAFile() {
    Rig.Ended ended =
        rig.run(
            "acquire",
            "--server",
            rig.stand.directory().toString(),
            "--subscriber",
            Rig.USER,
            "--ca",
            rig.path("stand-ca.pem"));

    assertThat(ended.code()).isEqualTo(18);
    assertThat(ended.err()).contains("--password-file");
  }

  @Test
  void thePinMayComeFromStandardInput() {
    assertThat(rig.acquire("--pin-file", "-").code()).isEqualTo(2);
    Rig.Ended ended =
        rig.run(
            "acquire",
            "--server",
            rig.stand.directory().toString(),
            "--subscriber",
            Rig.USER,
            "--ca",
            rig.path("stand-ca.pem"),
            "--pin-file",
            "-",
            "--password-file",
            rig.path("password"));

    assertThat(ended.code()).as(ended.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pin", "password"})
  void thereIsNoOptionThatTakesASecretItself(String secret) {
    assertThat(rig.acquire("--" + secret, "1357").code()).isEqualTo(2);
  }

  @Test
  void aShortPasswordIsRefusedBeforeAnythingIsOrdered() throws Exception {
    rig.file("password", "short");

    assertThat(rig.acquire().code()).isEqualTo(2);
    assertThat(rig.stand.office().orders()).isZero();
  }

  @Test
  void aFileThatIsNotOursIsNeverWrittenOver() throws Exception {
    String mine = rig.file("mine.p12", "something dear");

    assertThat(rig.acquire("--out", mine).code()).isEqualTo(16);

    assertThat(Path.of(mine)).hasContent("something dear\n");
    assertThat(rig.stand.office().orders()).isZero();
  }

  @Test
  void theFileGoesWhereItIsWanted() throws Exception {
    Path out = folder.resolve("taro.p12");

    assertThat(rig.acquire("--out", out.toString()).code()).isZero();

    assertThat(out).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p256", "P384", "ed25519", "rsa2048"})
  void everyKindOfKeyIsMade(String type) throws Exception {
    assertThat(rig.acquire("--key-type", type).code()).isZero();

    assertThat(rig.stored().getPrivateKey().getAlgorithm())
        .isEqualTo(
            switch (type) {
              case "ed25519" -> "EdDSA";
              case "rsa2048" -> "RSA";
              default -> "EC";
            });
  }

  @Test
  void reAcquisitionTakesThePlaceOfTheOldCertificate() throws Exception {
    rig.acquire();
    rig.stand.office().seat(Rig.USER).openAcquisition(true);

    assertThat(rig.acquire().code()).isZero();

    assertThat(rig.stored().getCertificate()).isEqualTo(rig.stand.office().issued().getLast());
    assertThat(rig.stand.office().accounts()).isEqualTo(1);
  }

  @Test
  void anExternalAccountKeyBindsTheAccount() throws Exception {
    rig.stand.office().requireBinding("kid-1", new byte[32]);
    String key = rig.file("eab", "A".repeat(43));

    assertThat(rig.acquire().code()).isEqualTo(12);
    assertThat(rig.acquire("--eab-kid", "kid-1", "--eab-key-file", key).code()).isZero();
  }

  @Test
  void aServerThatStaysBusyIsToldApart() {
    rig.stand.spoil("neworder", Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY);

    assertThat(rig.acquire().code()).isEqualTo(15);
    assertThat(rig.acquire().code()).isZero();
  }

  @Test
  void aServerThatIsNotThereOrNotTrustedIsToldApart() {
    assertThat(
            rig.run(
                    "acquire",
                    "--server",
                    "https://localhost:1/directory",
                    "--subscriber",
                    Rig.USER,
                    "--password-file",
                    rig.path("password"))
                .code())
        .isEqualTo(13);
    assertThat(
            rig.run(
                    "acquire",
                    "--server",
                    rig.stand.directory().toString(),
                    "--subscriber",
                    Rig.USER,
                    "--password-file",
                    rig.path("password"))
                .code())
        .isEqualTo(13);
  }

  @Test
  void wrongUseIsToldInTheLanguageAndAsJson() {
    Rig.Ended ended = rig.run("acquire", "--json", "--lang", "ja", "--subscriber", "a b");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(Json.parse(ended.out().getBytes(StandardCharsets.UTF_8)).get("message").textValue())
        .isEqualTo("--server を指定してください。");
  }

  @Test
  void twoRunsDoNotWorkOnOneStateDirectory() throws Exception {
    rig.acquire();
    try (var channel =
            java.nio.channels.FileChannel.open(
                rig.state.resolve("lock"), java.nio.file.StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(rig.renew().code()).isEqualTo(17);
    }
  }
}
