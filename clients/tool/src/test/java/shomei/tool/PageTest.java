package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingStatus;
import shomei.sdk.stand.Pages;

/// `link` and `wait`.
final class PageTest {
  private static final String CODE = "ABCD2345";

  @TempDir Path folder;
  private Rig rig;
  private Pages pages;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
    pages = rig.stand.office().pages();
    rig.environment.put(
        "SHOMEI_INSTITUTIONS",
        Files.writeString(
                folder.resolve("institutions.json"),
                """
                {"institutions":[{"ja":"北銀行","en":"Kita Bank","directory":"%s","authorities":"stand-ca.pem"}]}
                """
                    .formatted(rig.stand.institution()))
            .toString());
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aTypedCodeLeadsThroughTheTerminalToTheCertificate() {
    Pages.Page page = pages.open(PairedAct.ACQUIRE, Rig.USER).asking().withCode(CODE);
    List<String> questions = new ArrayList<>();

    Rig.Ended ended =
        rig.runAsked(
            List.of("y", Rig.PASSWORD, Rig.PASSWORD, Rig.PIN), questions, "link", "abcd-2345");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err())
        .contains("The page of Kita Bank (" + rig.stand.institution().getAuthority() + ") asks");
    assertThat(questions.getFirst()).contains("Run it?");
    assertThat(page.status()).isEqualTo(PairingStatus.VALID);
  }

  @Test
  void aLinkIsTheSameAndItsSecondUseIsRefused() {
    pages.open(PairedAct.ACQUIRE, Rig.USER).withCode(CODE);
    String link = "shomei://" + rig.stand.institution().getAuthority() + "/stand/" + CODE;
    String[] command = {
      "link", link, "--pin-file", rig.path("pin"), "--password-file", rig.path("password")
    };

    assertThat(rig.run(command).code()).isZero();
    Rig.Ended again = rig.run(command);

    assertThat(again.code()).isEqualTo(12);
    assertThat(again.err()).contains("No page shows this code any more");
  }

  @Test
  void whereNobodyIsThereNothingIsRunThatMustBeAsked() {
    Pages.Page page = pages.open(PairedAct.ACQUIRE, Rig.USER).asking().withCode(CODE);

    assertThat(rig.run("link", CODE).code()).isEqualTo(19);

    assertThat(page.status()).isEqualTo(PairingStatus.REFUSED);
  }

  @Test
  void aForeignHostIsSpelledOutAndRefusedUnlessAnswered() {
    Rig.Ended ended =
        rig.runAsked(
            List.of(""), new ArrayList<>(), "link", "shomei://xn--bnk-qla.example/kita/" + CODE);

    assertThat(ended.code()).isEqualTo(19);
    assertThat(ended.err()).contains("xn--bnk-qla.example, which did not come with this program");
  }

  @Test
  void brokenLinksAndCodesSayWhatIsWrong() {
    assertThat(rig.run("link", "shomei://x/y/--state").err()).contains("not a link");
    assertThat(rig.run("link", "ABCD234O").err()).contains("No code has the letters I and O");
    assertThat(rig.run("link", "ABCD").err()).contains("8 letters and digits");
    assertThat(rig.run("link", "ABCD").code()).isEqualTo(2);
    assertThat(rig.run("link", CODE, "--server", "ftp://x/").code()).isEqualTo(2);
  }

  @Test
  void whoWaitsRenewsWhenThePageSaysSoAndEndsAfterOne() {
    assertThat(rig.acquire().code()).isZero();
    String serial = rig.stand.office().issued().getFirst().getSerialNumber().toString(16);
    Pages.Page page = pages.open(PairedAct.RENEW, Rig.USER).renewing(serial).wanting(0);

    Rig.Ended ended = rig.run("wait", "--once", "--password-file", rig.path("password"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("renewed");
    assertThat(page.status()).isEqualTo(PairingStatus.VALID);
    assertThat(rig.stand.office().issued()).hasSize(2);
  }

  @Test
  void whoHasNothingToWaitForIsToldSo() {
    assertThat(rig.run("wait").code()).isEqualTo(11);
  }
}
