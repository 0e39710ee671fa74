package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.protocol.json.Json;

final class RenewTest {
  private static final String OTHER = "12345678901234/hanako";

  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
    assertThat(rig.acquire().code()).isZero();
    rig.stand.office().openRenewal(Rig.CLOCK.instant().minus(Duration.ofDays(1)));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theNewCertificateTakesThePlaceOfTheOld() throws Exception {
    Rig.Ended ended = rig.renew();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(rig.stand.office().issued()).hasSize(2);
    assertThat(rig.stored().getCertificate()).isEqualTo(rig.stand.office().issued().getLast());
    assertThat(ended.out()).contains("renewed").contains("Close all browser windows");
  }

  @Test
  void everyRenewalHasAKeyOfItsOwn() {
    rig.renew();

    assertThat(rig.stand.office().issued())
        .extracting(certificate -> certificate.getPublicKey())
        .doesNotHaveDuplicates();
  }

  @Test
  void withoutTheFilesPasswordNothingIsOrdered() throws Exception {
    rig.file("password", "another password");
    byte[] before = Files.readAllBytes(rig.pkcs12());

    assertThat(rig.renew().code()).isEqualTo(16);

    assertThat(rig.stand.office().orders()).isEqualTo(1);
    assertThat(rig.pkcs12()).hasBinaryContent(before);
  }

  @Test
  void whereThePolicyAsksForThePinItIsAskedForToo() {
    rig.stand.office().requirePinForRenewal();
    List<String> questions = new ArrayList<>();

    Rig.Ended ended = rig.runAsked(List.of(Rig.PASSWORD, Rig.PIN), questions, "renew");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(questions).hasSize(2).last().isEqualTo("Login PIN");
  }

  @Test
  void aWrongPinAtRenewalIsToldAndTheOldCertificateStays() throws Exception {
    rig.stand.office().requirePinForRenewal();
    byte[] before = Files.readAllBytes(rig.pkcs12());

    assertThat(rig.renew("--pin-file", rig.file("wrong", "9999")).code()).isEqualTo(3);

    assertThat(rig.pkcs12()).hasBinaryContent(before);
    assertThat(rig.renew("--pin-file", rig.path("pin")).code()).isZero();
  }

  @Test
  void aRenewalThatIsNotOpenTellsWhenItWillBe() {
    Instant opens = Rig.CLOCK.instant().plus(Duration.ofDays(300)).truncatedTo(ChronoUnit.SECONDS);
    rig.stand.office().openRenewal(opens);

    Rig.Ended ended = rig.renew("--json");

    assertThat(ended.code()).isEqualTo(7);
    JsonNode json = Json.parse(ended.out().getBytes(StandardCharsets.UTF_8));
    assertThat(json.get("error").textValue()).isEqualTo("renewalNotOpen");
    assertThat(json.get("notBefore").textValue()).isEqualTo(opens.toString());
    assertThat(rig.run("list", "--offline").out()).doesNotContain("cut off");
  }

  @Test
  void aCertificateRenewedElsewhereIsToldApart() throws Exception {
    Path copy = folder.resolve("copy");
    copyFolder(rig.state, copy);
    Path facts = copy.resolve(rig.state.relativize(rig.profile())).resolve("profile.json");
    Files.writeString(
        facts, Files.readString(facts).replace(rig.state.toString(), copy.toString()));
    rig.renew();

    Rig.Ended ended = rig.runOn(copy, "renew", "--password-file", rig.path("password"));

    assertThat(ended.code()).as(ended.err()).isEqualTo(12);
    assertThat(ended.err()).contains("on another PC");
  }

  @Test
  void whereNothingIsHeldThereIsNothingToRenew() {
    Rig.Ended ended = rig.renew("--subscriber", "nobody");

    assertThat(ended.code()).isEqualTo(11);
  }

  @Test
  void ofSeveralThePersonPicksOne() {
    acquireOther();
    List<String> questions = new ArrayList<>();

    Rig.Ended ended = rig.runAsked(List.of("2", Rig.PASSWORD), questions, "renew");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("1) 12345678901234 hanako").contains("2) 12345678901234 taro");
    assertThat(rig.stand.office().issued().getLast().getSubjectX500Principal().getName())
        .contains("taro");
  }

  @Test
  void ofSeveralAScriptNamesOne() {
    acquireOther();

    assertThat(rig.renew().code()).isEqualTo(18);
    assertThat(rig.renew("--subscriber", OTHER).code()).isZero();
  }

  @Test
  void listAndShowTellStateAndWhetherItMayBeRenewed() {
    JsonNode listed = Json.parse(rig.run("list", "--json").out().getBytes(StandardCharsets.UTF_8));
    assertThat(listed.at("/certificates/0/renewable").textValue()).isEqualTo("yes");
    assertThat(listed.at("/certificates/0/state").textValue()).isEqualTo("issued");

    rig.stand.office().openRenewal(Rig.CLOCK.instant().plus(Duration.ofDays(300)));
    assertThat(rig.run("list").out())
        .contains(Rig.USER)
        .contains("issued")
        .contains("can be renewed now: no");
    assertThat(rig.run("show").out())
        .contains("Organization = Stand Bank, Ltd.")
        .contains("Renewal advised from = ");
    assertThat(rig.run("list", "--offline", "--lang", "ja").out())
        .contains("発行済み")
        .contains("更新可否: 不明");
  }

  @Test
  void aServerThatIsAwayLeavesTheListWithoutAdvice() {
    rig.stand.close();

    Rig.Ended ended = rig.run("list");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("can be renewed now: unknown");
  }

  private void acquireOther() {
    rig.stand.office().register(OTHER, Rig.PIN);
    assertThat(rig.acquire("--subscriber", OTHER).code()).isEqualTo(2);
    Rig.Ended ended =
        rig.run(
            "acquire",
            "--server",
            rig.stand.directory().toString(),
            "--subscriber",
            OTHER,
            "--ca",
            rig.path("stand-ca.pem"),
            "--pin-file",
            rig.path("pin"),
            "--password-file",
            rig.path("password"));
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private static void copyFolder(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
