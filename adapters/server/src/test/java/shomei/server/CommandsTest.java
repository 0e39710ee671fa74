package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.command.ExitCode;

/// The commands beside a database that another program runs, as they are used beside a server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandsTest {
  /// 14:00 in Japan on the Friday before Golden Week.
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-01T05:00:00Z"));

  private Site site;

  @BeforeAll
  void found(@TempDir Path folder) throws IOException {
    site = Site.in(folder, CLOCK);
    site.found();
  }

  @Test
  void theInstitutionIsListedWithItsCa() {
    assertThat(site.must("institution", "list"))
        .containsPattern("kita +biznet +1 +Kita Bank, Ltd\\.");
    assertThat(site.must("institution", "list", "--json")).contains("\"id\":\"kita\"");
  }

  @Test
  void theCaIsShownInPemAndStandsBelowItsRoot() throws Exception {
    var certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(
                    site.must("ca", "show", "kita-g1").getBytes(StandardCharsets.US_ASCII)))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    assertThat(certificates).hasSize(2);
    certificates.getFirst().verify(certificates.getLast().getPublicKey());
    assertThat(site.must("ca", "show", "--root", "kita-g1")).containsOnlyOnce("BEGIN CERTIFICATE");
  }

  @Test
  void theNextCaIsTheNextGeneration() {
    site.must(
        "institution",
        "put",
        "minami",
        "--policy",
        "densai",
        "--name-ja",
        "南銀行",
        "--name-en",
        "Minami Bank",
        "--organization",
        "Minami Bank",
        "--unit",
        "Minami CA");
    site.must("ca", "create", "-i", "minami");
    assertThat(site.must("ca", "create", "-i", "minami", "--key", "p384")).contains("minami-g2");
    assertThat(site.must("ca", "list")).contains("minami-g1", "minami-g2");
  }

  @Test
  void anInstitutionWithAPolicyThatNobodyGaveIsRefused() {
    var ended =
        site.run(
            "institution",
            "put",
            "nishi",
            "--policy",
            "nishi",
            "--name-ja",
            "西",
            "--name-en",
            "Nishi",
            "--organization",
            "Nishi",
            "--unit",
            "Nishi CA");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("there is no policy nishi");
    assertThat(site.must("institution", "list")).doesNotContain("nishi");
  }

  @Test
  void aCorporationAndAUserAreRegisteredAndMayAcquire() {
    corporation("10000000000001");
    user("10000000000001", "user1");
    assertThat(site.must("subscriber", "list", "-i", "kita", "10000000000001"))
        .containsPattern("10000000000001 +Suzuki +not acquired +from 2026-05-01 14:00:00 \\+09:00")
        .containsPattern("10000000000001/user1 +Sato Hanako +not acquired +from ");
  }

  @Test
  void aContractIdIsRegisteredOnce() {
    corporation("10000000000002");
    var again =
        site.runWith(
            Site.PINS,
            "corporation",
            "add",
            "-i",
            "kita",
            "10000000000002",
            "--name",
            "Other",
            "--mail",
            "a@b.example",
            "--pin-file",
            "-");
    assertThat(again.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(again.err()).contains("registered already");
  }

  @Test
  void pinsAreInNoOutputAndNoHistory() {
    corporation("10000000000003");
    site.runWith(
        "zz1122zz\n", "subscriber", "reset-pin", "-i", "kita", "10000000000003", "--pin-file", "-");
    String all =
        site.must("history", "show", "-i", "kita")
            + site.must("subscriber", "show", "-i", "kita", "10000000000003");
    assertThat(all).doesNotContain("1234abcd", "98765432", "zz1122zz");
  }

  @Test
  void aPinThatBreaksThePolicyIsRefusedAndNotRepeated() {
    var ended =
        site.runWith(
            "abc\n98765432\n",
            "corporation",
            "add",
            "-i",
            "kita",
            "10000000000004",
            "--name",
            "Suzuki",
            "--mail",
            "a@suzuki.example",
            "--pin-file",
            "-");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("4 to 12").doesNotContain("abc");
    assertThat(site.must("subscriber", "list", "-i", "kita", "10000000000004"))
        .doesNotContain("Suzuki");
  }

  @Test
  void withoutATerminalAndWithoutAFilePinsCannotBeAskedFor() {
    var ended =
        site.run(
            "corporation",
            "add",
            "-i",
            "kita",
            "10000000000005",
            "--name",
            "Suzuki",
            "--mail",
            "a@suzuki.example");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("--pin-file");
  }

  @Test
  void onePinWhereTwoAreWantedIsRefused() {
    var ended =
        site.runWith(
            "1234abcd\n",
            "corporation",
            "add",
            "-i",
            "kita",
            "10000000000006",
            "--name",
            "Suzuki",
            "--mail",
            "a@suzuki.example",
            "--pin-file",
            "-");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("login PIN, confirmation PIN");
  }

  @Test
  void aPinIsNoOption() {
    var ended = site.run("subscriber", "reset-pin", "-i", "kita", "x", "--pin", "1234abcd");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void everyActOnASeatIsInItsHistoryUnderTheOperatorsName() {
    corporation("10000000000007");
    user("10000000000007", "u");
    String seat = "10000000000007/u";
    site.must("subscriber", "suspend", "-i", "kita", seat);
    assertThat(site.must("subscriber", "show", "-i", "kita", seat)).containsPattern("no +yes");
    site.must("subscriber", "unsuspend", "-i", "kita", seat);
    site.must("subscriber", "unlock", "-i", "kita", seat);
    site.must("subscriber", "open-acquisition", "-i", "kita", seat);
    assertThat(site.must("history", "show", "-i", "kita", "--subject", "subscriber:" + seat))
        .containsSubsequence(
            "(tanaka)  user_registered",
            "subscriber_suspended",
            "subscriber_unsuspended",
            "subscriber_unlocked",
            "right_opened");
  }

  @Test
  void anAdministratorsRightOpensAtNoonOfTheNextBusinessDay() {
    corporation("10000000000008");
    assertThat(site.must("subscriber", "open-acquisition", "-i", "kita", "10000000000008"))
        .contains("from 2026-05-07 12:00:00 +09:00");
  }

  @Test
  void aSeatThatIsNotThereIsRefused() {
    var ended = site.run("subscriber", "unlock", "-i", "kita", "99999999999999");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("no such seat");
  }

  @Test
  void aKeyIsMintedForAPartnerAndItsSecretShownOnce() throws IOException {
    site.must(
        "partner",
        "put",
        "-i",
        "kita",
        "hikari",
        "--below",
        "example.com",
        "--vetted-domain",
        "api.example.org");
    assertThat(site.must("partner", "list", "-i", "kita"))
        .contains("hikari", "**.example.com", "api.example.org(vetted)");
    var minted =
        new ObjectMapper()
            .readTree(
                site.must(
                    "eab",
                    "add",
                    "-i",
                    "kita",
                    "--partner",
                    "hikari",
                    "--reusable",
                    "--expires",
                    "30d",
                    "--profile",
                    "tls-server",
                    "--json"));
    String kid = minted.get("kid").asText();
    String secret = minted.get("hmacKey").asText();
    assertThat(secret).matches("[A-Za-z0-9_-]{43,}");
    assertThat(site.must("eab", "list", "-i", "kita", "--partner", "hikari"))
        .containsPattern(kid + " +usable +reusable +.*2026-05-31.* tls-server");
    site.must("eab", "revoke", "-i", "kita", kid);
    assertThat(site.must("eab", "list", "-i", "kita", "--partner", "hikari"))
        .containsPattern(kid + " +revoked");
    assertThat(site.run("eab", "revoke", "-i", "kita", kid).code()).isEqualTo(ExitCode.REFUSED);
    assertThat(site.must("history", "show", "-i", "kita")).contains(kid).doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscriber", "nothing"})
  void aKeyForAProfileThatIsNotForPartnersIsRefused(String profile) {
    site.must("partner", "put", "-i", "kita", "akari", "--domain", "example.net");
    assertThat(
            site.run("eab", "add", "-i", "kita", "--partner", "akari", "--profile", profile).code())
        .isEqualTo(ExitCode.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-a-serial", "40000000000000000000000000000000"})
  void aCertificateThatIsNotThereIsNotRevoked(String serial) {
    var ended = site.run("certificate", "revoke", serial);
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("no").doesNotContain("Exception");
  }

  @Test
  void anAuditFindsWhatIsNotKept() {
    String serial = "4" + "0".repeat(31);
    var ended = site.runWith(serial + "\n", "certificate", "audit", "-");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.out()).contains("NOT ALL IS AS IT MUST BE", "not kept: " + serial);
    assertThat(site.runWith("\n", "certificate", "audit", "-").code()).isEqualTo(ExitCode.DONE);
    assertThat(site.runWith("zz\n", "certificate", "audit", "-").err()).contains("zz");
  }

  @Test
  void anInstitutionThatIsNotThereIsRefusedWithThoseThatAre() {
    var ended = site.run("certificate", "list", "-i", "higashi");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err()).contains("there is no institution higashi; there are", "kita");
  }

  @Test
  void aWrongCommandIsAnsweredWithItsUsage() {
    assertThat(site.run("certificate", "destroy").code()).isEqualTo(ExitCode.USAGE);
    assertThat(site.run().code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theReferencesArePrinted() {
    assertThat(site.must("reference", "config")).contains("publicUrl:", "default 8443");
    assertThat(site.must("reference", "policy")).contains("opensBefore:", "NAME:");
    assertThat(site.must("reference", "shipped-policy", "densai")).contains("opensBefore: 40d");
  }

  @Test
  void aNameIsAddedToThatOfTheSystemsUserAndForgesNoLine() {
    corporation("10000000000011");
    String user = ProcessHandle.current().info().user().orElseThrow();
    assertThat(site.must("history", "show", "-i", "kita", "--limit", "1"))
        .contains("operator:" + user + " (tanaka)");
    var forged =
        site.runWith(
            "zz1122zz\n",
            "subscriber",
            "reset-pin",
            "-i",
            "kita",
            "10000000000011",
            "--pin-file",
            "-",
            "--operator",
            "x\n2026-05-01 operator:root");
    assertThat(forged.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(forged.err()).contains("an operator's name is one line").hasLineCount(1);
  }

  @Test
  void aPinFileThatIsNotThereOrNoTextIsToldByName() throws IOException {
    var gone = site.run("subscriber", "reset-pin", "-i", "kita", "1", "--pin-file", "gone.txt");
    assertThat(gone.err()).contains("gone.txt: there is no such file");
    Path file = site.folder().resolve("utf16.txt");
    Files.writeString(file, "1234", StandardCharsets.UTF_16LE);
    var garbled =
        site.run("subscriber", "reset-pin", "-i", "kita", "1", "--pin-file", file.toString());
    assertThat(garbled.err()).contains("utf16.txt: is not text in UTF-8");
  }

  private void corporation(String contractId) {
    var ended =
        site.runWith(
            Site.PINS,
            "corporation",
            "add",
            "-i",
            "kita",
            contractId,
            "--name",
            "Suzuki",
            "--mail",
            "admin@suzuki.example",
            "--pin-file",
            "-");
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private void user(String contractId, String userId) {
    var ended =
        site.runWith(
            Site.PINS,
            "user",
            "add",
            "-i",
            "kita",
            contractId,
            userId,
            "--name",
            "Sato Hanako",
            "--mail",
            "sato@suzuki.example",
            "--pin-file",
            "-");
    assertThat(ended.code()).as(ended.err()).isZero();
  }
}
