package shomei.protocol.certid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.problem.ProblemException;

class CertIdTest {

  private static final String EXAMPLE = "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE";

  /// RFC 9773 §4.1.
  @Test
  void theExampleOfTheRfc() {
    CertId id =
        CertId.of(
            HexFormat.of().parseHex("69885b6b87464041e1b37b847ba0ae2cde01c8d4"),
            new BigInteger("87654321", 16));

    assertThat(id.encoded()).isEqualTo(EXAMPLE);
    assertThat(CertId.parse(EXAMPLE)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ",
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ.",
        ".AIdlQyE",
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE.",
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE=",
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ=.AIdlQyE",
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ.h2VDIQ",
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AAB_",
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AA",
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ./w",
        "../../etc/passwd"
      })
  void everyOtherTextIsRefused(String text) {
    assertThatThrownBy(() -> CertId.parse(text)).isInstanceOf(ProblemException.class);
  }

  @Test
  void overlongPartsAreRefused() {
    assertThatThrownBy(() -> CertId.parse("AAAA".repeat(30) + ".AQ"))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> CertId.parse("AAAA.f" + "A".repeat(31)))
        .isInstanceOf(ProblemException.class);
  }
}
