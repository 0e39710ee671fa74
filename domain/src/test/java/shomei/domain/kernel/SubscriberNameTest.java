package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SubscriberNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "12345678901234",
        "123456789012345678901234567890",
        "12345678901234/user1",
        "A/b",
        "A/123456789012345678901234567890"
      })
  void namesAreReadAndWrittenAlike(String text) {
    SubscriberName name = SubscriberName.parse(text);
    assertThat(name).hasToString(text);
    assertThat(name.isAdministrator()).isEqualTo(!text.contains("/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a/",
        "/a",
        "a/b/c",
        "a b",
        "a-b",
        "a\n",
        "a\u0000",
        "１２３４",
        "利用者",
        "../a",
        "a%2Fb",
        "1234567890123456789012345678901",
        "a/1234567890123456789012345678901"
      })
  void otherTextsAreNone(String text) {
    assertThatThrownBy(() -> SubscriberName.parse(text))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED));
  }
}
