package shomei.domain.harness;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import shomei.domain.credential.LetterCode;
import shomei.domain.kernel.SubscriberName;

/// The letters that holders have got. What stands in them never comes up in the history.
final class Letters {
  private final Map<SubscriberName, String> last = new HashMap<>();
  private final Always always;

  Letters(Always always) {
    this.always = always;
  }

  void post(SubscriberName seat, Optional<LetterCode> code) {
    code.map(LetterCode::text)
        .ifPresent(
            text -> {
              last.put(seat, text);
              always.keepSecret(text);
              always.keepSecret(text.replace("-", ""));
            });
  }

  /// The code in the holder's last letter.
  String code(SubscriberName seat) {
    return Objects.requireNonNull(last.get(seat));
  }
}
