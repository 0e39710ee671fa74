package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.protocol.message.PairedAct;
import shomei.sdk.stand.Fault;
import shomei.sdk.stand.Pages;

/// An app that is older than its server, and one that is newer: which of them is to be updated.
final class VersionsTest {
  @TempDir Path folder;
  private Display display;
  private WindowRig rig;

  @BeforeEach
  void start() throws Exception {
    display = new Display();
    rig = new WindowRig(display, folder);
  }

  @AfterEach
  void end() {
    display.close();
    rig.close();
  }

  private static void typeCode(DrivenWindow window) throws Exception {
    window.click("way.code");
    window.type("code.code", "ABCD2345");
    window.click("code.begin");
  }

  @Test
  void aServerThatIsOlderIsNamedAndTheAppStillAcquires() throws Exception {
    rig.pages.shut();
    try (DrivenWindow window = rig.window("en")) {
      typeCode(window);
      window.await("result.fault", "is older than this program");
      assertThat(window.text("result.fault")).contains("Nothing is to be updated here");
      window.click("way.diagnosis");
      window.await("diagnosis.report", "too old to work with pages");
      window.click("way.home");
      WindowRig.begin(window);
      WindowRig.acquire(window);
      window.await("status", "is older than this program");
      window.judged("old-server-en");
    }
  }

  @Test
  void anAppThatIsOlderIsToldToBeUpdated() throws Exception {
    try (DrivenWindow window = rig.window("ja")) {
      Pages.Page page = rig.pages.open(PairedAct.ACQUIRE, WindowRig.USER).withCode("ABCD2345");
      rig.stand.spoil("waiting", Fault.FUTURE);
      typeCode(window);
      window.await("result.fault", "本アプリを最新版に更新してください");
      window.judged("old-app-ja");
      assertThat(page.reports()).isEmpty();
    }
  }

  @Test
  void aServerThatWantsAnotherProofThanTheAppKnowsTellsItsPageToo() throws Exception {
    Pages.Page page = rig.pages.open(PairedAct.ACQUIRE, WindowRig.USER).withCode("ABCD2345");
    try (DrivenWindow window = rig.window("en")) {
      rig.stand.spoil("authz", Fault.FUTURE);
      typeCode(window);
      WindowRig.choosePassword(window);
      window.await("result.fault", "Please install the latest version");
    }
    assertThat(page.reports().getLast().reason()).isEqualTo("version");
  }
}
