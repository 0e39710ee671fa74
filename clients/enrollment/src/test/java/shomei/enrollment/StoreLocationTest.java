package shomei.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.protocol.json.Json;
import shomei.protocol.problem.ProblemException;

final class StoreLocationTest {

  /// As a profile has it.
  record Holder(StoreLocation store) {}

  static Stream<StoreLocation> everyKind() {
    return Stream.of(
        StoreLocation.ofFile("/pc/taro/taro.p12"),
        StoreLocation.ofToken("/usr/lib/card.so", "taro"),
        new StoreLocation.Nss("/pc/taro/.pki/nssdb", null),
        new StoreLocation.Nss("/pc/taro/.mozilla/firefox/x", "default"),
        new StoreLocation.Windows(StoreLocation.Windows.PLATFORM),
        new StoreLocation.Mac(StoreLocation.Mac.LOGIN));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void whatIsWrittenIsReadAgain(StoreLocation location) {
    byte[] json = Json.write(new Holder(location));

    assertThat(Json.read(json, Holder.class).store()).isEqualTo(location);
  }

  @Test
  void whatEarlierVersionsWroteIsRead() {
    assertThat(read("{\"store\":{\"file\":\"/taro.p12\"}}"))
        .isEqualTo(StoreLocation.ofFile("/taro.p12"));
    assertThat(read("{\"store\":{\"module\":\"/card.so\",\"token\":\"taro\"}}"))
        .isEqualTo(StoreLocation.ofToken("/card.so", "taro"));
  }

  @Test
  void whatNamesNoPlaceIsNoLocation() {
    for (String store : new String[] {"{}", "{\"somewhere\":\"else\"}", "\"file\""}) {
      assertThatThrownBy(() -> read("{\"store\":" + store + "}"))
          .isInstanceOf(ProblemException.class);
    }
  }

  private static StoreLocation read(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Holder.class).store();
  }
}
