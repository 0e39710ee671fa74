package shomei.pki.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import shomei.domain.institution.Policy;
import shomei.pki.key.BoundedExecutor;

final class Argon2StretchTest {
  /// The reference implementation's own test: argon2id, version 19, t=2, m=2^16, p=1.
  @Test
  void theReferenceImplementationSaysTheSame() {
    try (BoundedExecutor lane = new BoundedExecutor("argon2", 1, 4, Duration.ofMinutes(1))) {
      byte[] stretched =
          new Argon2Stretch(lane)
              .stretch(
                  "password".getBytes(StandardCharsets.UTF_8),
                  "somesalt".getBytes(StandardCharsets.UTF_8),
                  new Policy.Stretch(65536, 2, 1));

      assertThat(HexFormat.of().formatHex(stretched))
          .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
    }
  }
}
