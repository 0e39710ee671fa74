package shomei.domain.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.institution.Policy.LoginIdForm;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;

final class LoginIdTest {
  /// The login IDs of seed 004's list of users, and more of a role.
  @ParameterizedTest
  @CsvSource({
    "0501D00601M, 0501D00601",
    "0501D00601S, 0501D00601/S",
    "0501D00601T, 0501D00601/T",
    "0501D006012S, 0501D00601/2S",
    "0501D00601999T, 0501D00601/999T",
  })
  void aSingleLoginIdAndItsSeatFollowFromEachOther(String loginId, String seat) {
    SubscriberName name = SubscriberName.parse(seat);
    assertThat(LoginId.parse(LoginIdForm.SINGLE, loginId)).isEqualTo(name);
    assertThat(LoginId.of(LoginIdForm.SINGLE, name)).isEqualTo(loginId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "M",
        "0501D00601",
        "0501D00601X",
        "0501D0060M",
        "0501D006011M",
        "0501d00601M",
        "501D00601M",
        "0501D00601m",
        "0501D006011000S",
        "0501D00601/S",
        "0501D00601M ",
        "０５０１D00601M"
      })
  void otherTextsAreNoSingleLoginIds(String text) {
    assertThatThrownBy(() -> LoginId.parse(LoginIdForm.SINGLE, text)).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901234",
        "0501D00601M",
        "0501D00601/M",
        "0501D00601/user1",
        "0501D0060/1S"
      })
  void otherSeatsHaveNoSingleLoginId(String seat) {
    SubscriberName name = SubscriberName.parse(seat);
    assertThatThrownBy(() -> LoginId.of(LoginIdForm.SINGLE, name)).isInstanceOf(Refusal.class);
  }

  @Test
  void separateLoginIdsAreTheSeatsName() {
    SubscriberName user = SubscriberName.user("12345678901234", "user1");
    assertThat(LoginId.of(LoginIdForm.SEPARATE, user)).isEqualTo("12345678901234/user1");
    assertThat(LoginId.parse(LoginIdForm.SEPARATE, "12345678901234/user1")).isEqualTo(user);
  }
}
