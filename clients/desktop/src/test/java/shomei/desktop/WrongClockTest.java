package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A PC whose clock is wrong by hours: libfaketime gives it to the whole process.
final class WrongClockTest {
  private static Display display;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    display = new Display();
  }

  @AfterAll
  static void end() {
    display.close();
  }

  private WindowRig rig(InstantSource serverSince, String wrong) throws Exception {
    WindowRig rig = new WindowRig(display, folder, serverSince);
    rig.environment.put("LD_PRELOAD", "/usr/$LIB/faketime/libfaketime.so.1");
    rig.environment.put("FAKETIME", wrong);
    rig.environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    // else the platform's waits last ten times as long
    rig.environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    return rig;
  }

  /// The server's TLS certificate is two days old, so TLS succeeds. The certificate that it issues
  /// begins before, or long after, the PC's now.
  @ParameterizedTest
  @CsvSource({"+5h, 5 h 0 min ahead", "-5h, 5 h 0 min behind"})
  void theCertificateIsAcquiredAndRenewedAndTheDifferenceTold(String wrong, String told)
      throws Exception {
    InstantSource twoDaysAgo = InstantSource.offset(InstantSource.system(), Duration.ofDays(-2));
    try (WindowRig rig = rig(twoDaysAgo, wrong);
        DrivenWindow window = rig.window("en")) {
      WindowRig.begin(window);
      WindowRig.acquire(window);
      assertThat(window.text("result.fault")).contains(told, "settings for date and time");
      window.judged("clock-" + (wrong.startsWith("+") ? "ahead" : "behind") + "-en");
      window.click("result.home");
      window.await("home.list", "");
      window.click("home.renew");
      window.type("question.answer", WindowRig.PASSWORD);
      window.click("question.ok");
      window.await("result.title", "renewed");
      window.await("result.fault", told);
      window.click("way.diagnosis");
      window.await("diagnosis.report", "clock is " + told);
      assertThat(rig.stand.office().issued()).hasSize(2);
    }
  }

  /// The server's TLS certificate is a minute old, and seems to begin in the future.
  @Test
  void aTlsCertificateThatSeemsNotToHaveBegunIsToldAsTheClock() throws Exception {
    try (WindowRig rig = rig(InstantSource.system(), "-5h");
        DrivenWindow window = rig.window("ja")) {
      WindowRig.begin(window);
      window.await("result.fault", "5 時間 0 分 遅れている");
      assertThat(window.text("result.fault")).contains("「日付と時刻」").doesNotContain("PKIX");
      window.judged("clock-refused-ja");
      assertThat(rig.stand.office().orders()).isZero();
    }
  }
}
