package shomei.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShomeiLoadTest {
  @ParameterizedTest
  @CsvSource({
    "run enroll, say --directory",
    "run enroll-existing, say --directory",
    "run renew, say --directory",
    "run mix --mix enroll=1, say --directory",
    "run enroll --node nowhere --directory https://localhost, not HOST:PORT: nowhere"
  })
  void wrongUseIsToldInALineAndIsNotAFailedRun(String line, String told) {
    var err = new StringWriter();
    var load =
        new ShomeiLoad(
            InstantSource.system(), new PrintWriter(new StringWriter()), new PrintWriter(err));
    assertThat(load.run(line.split(" "))).isEqualTo(ShomeiLoad.USAGE);
    assertThat(err.toString().strip()).isEqualTo(told);
  }
}
