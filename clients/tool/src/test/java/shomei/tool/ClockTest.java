package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.sdk.stand.RawServer;
import shomei.sdk.stand.StandCa;

final class ClockTest {
  @TempDir private Path folder;

  @Test
  void aPcWhoseClockIsYearsWrongIsToldSoAndNotAboutCertificates() throws Exception {
    Instant then = Rig.CLOCK.instant().minus(Duration.ofDays(800));
    StandCa ca = new StandCa(() -> then);
    Path caFile = Files.writeString(folder.resolve("ca.pem"), StandCa.pem(ca.certificate()));
    try (Rig rig = Rig.in(folder);
        RawServer server = RawServer.dated(ca.tls(), then)) {
      Rig.Ended ended =
          rig.run(
              "acquire",
              "--server",
              server.directory().toString(),
              "--subscriber",
              Rig.USER,
              "--ca",
              caFile.toString(),
              "--pin-file",
              rig.path("pin"),
              "--password-file",
              rig.path("password"));

      assertThat(ended.code()).isEqualTo(13);
      assertThat(ended.err()).contains("This PC's clock is 800 d 0 h ahead").doesNotContain("PKIX");
    }
  }
}
