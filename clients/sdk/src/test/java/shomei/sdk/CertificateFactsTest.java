package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import shomei.sdk.stand.StandCa;

final class CertificateFactsTest {

  @Test
  void aChainHasOneToTenCertificates() throws Exception {
    String root = StandCa.pem(new StandCa(InstantSource.system()).certificate());

    assertThat(CertificateFacts.chain(octets(root.repeat(10)))).hasSize(10);
    for (String none : new String[] {"", root.repeat(11)}) {
      assertThatThrownBy(() -> CertificateFacts.chain(octets(none)))
          .isInstanceOf(AcmeFailure.Unreadable.class);
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
