package shomei.pki.der;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictDerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0500",
        "3000",
        "3003020100",
        "30030101ff",
        "3003010100",
        "020200ff",
        "0201ff",
        "3005a003020102",
        "040100",
        "3106020102020101"
      })
  void derIsTaken(String hex) {
    assertThat(StrictDer.is(HexFormat.of().parseHex(hex))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "05",
        "050000",
        "30",
        "3001",
        "30800000",
        "30810100",
        "3081020500",
        "308200020500",
        "30840000000205000000",
        "3005020100",
        "3003010101",
        "300401020000",
        "0200",
        "02020001",
        "0202ff80",
        "1f8100",
        "30021f00",
        "300502020100"
      })
  void everythingElseIsNot(String hex) {
    assertThat(StrictDer.is(HexFormat.of().parseHex(hex))).isFalse();
  }

  @Test
  void longLengthsAreTakenInTheirShortestForm() {
    byte[] value = new byte[3 + 200];
    value[0] = 4;
    value[1] = (byte) 0x81;
    value[2] = (byte) 200;
    assertThat(StrictDer.is(value)).isTrue();

    byte[] idle = new byte[4 + 200];
    idle[0] = 4;
    idle[1] = (byte) 0x82;
    idle[3] = (byte) 200;
    assertThat(StrictDer.is(idle)).isFalse();
  }

  @Test
  void whatIsTooDeepIsNotFollowed() {
    assertThat(StrictDer.is(nested(20))).isTrue();
    assertThat(StrictDer.is(nested(60))).isFalse();
  }

  private static byte[] nested(int depth) {
    byte[] octets = new byte[2 * depth];
    for (int i = 0; i < depth; i++) {
      octets[2 * i] = 0x30;
      octets[2 * i + 1] = (byte) (2 * (depth - i - 1));
    }
    return octets;
  }
}
