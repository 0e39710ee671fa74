package shomei.pages.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.domain.administration.AdministerUsers.Became;
import shomei.domain.administration.AdministerUsers.Outcome;
import shomei.domain.administration.UserList;
import shomei.pages.text.Language;
import shomei.pages.text.Texts;
import shomei.pages.text.Words;

final class AdministratorTextsTest {
  static Stream<String> keys() {
    return Stream.of(
            Stream.concat(
                    Arrays.stream(PlainAct.values()).map(PlainAct::texts),
                    Stream.of("register", "change", "reset"))
                .flatMap(
                    act ->
                        Stream.of(".title", ".go", ".done", ".done.title", ".next")
                            .map(act::concat)),
            Arrays.stream(PlainAct.values()).map(act -> act.texts() + ".lead"),
            keys("became.", Became.values()),
            keys("confirm.", Outcome.values()),
            keys("state.", UserList.State.values()),
            keys("users.sort.", UserList.Sort.values()))
        .flatMap(all -> all);
  }

  /// What was done is said by the act's own words.
  private static Stream<String> keys(String before, Enum<?>[] values) {
    return Arrays.stream(values)
        .filter(one -> one != Became.DONE && one != Outcome.DONE)
        .map(one -> before + Words.tag(one));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyActAndWhatCanBecomeOfItHasItsWords(String key) {
    assertThat(Texts.in(Language.JA).keys()).contains(key);
  }
}
