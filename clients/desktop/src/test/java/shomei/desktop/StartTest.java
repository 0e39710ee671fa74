package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which face is started.
final class StartTest {

  @Test
  void theWindowIsWhatOpensWhereNothingIsSaidOrALinkIsOpened() {
    assertThat(wanted()).isNotNull();
    assertThat(wanted("shomei://x/y/ABCD2345").link()).isEqualTo("shomei://x/y/ABCD2345");
    assertThat(wanted("window", "--lang", "ja").language()).isEqualTo("ja");
  }

  @Test
  void everythingElseIsTheCommandLine() {
    for (String[] args :
        new String[][] {
          {"acquire"}, {"--help"}, {"link", "ABCD2345"}, {"window", "--pin"}, {"--lang", "ja"}
        }) {
      assertThat(Start.Wanted.of(args)).isEmpty();
    }
  }

  @Test
  void whatStandsInALinkIsNeverAnOption() {
    assertThat(wanted("shomei://x/y/ABCD2345 --state /tmp/x").state()).isNull();
    assertThat(Start.Wanted.of(new String[] {"shomei://x/y/ABCD2345", "--state", "x"})).isEmpty();
  }

  private static Start.Wanted wanted(String... args) {
    return Start.Wanted.of(args).orElseThrow();
  }
}
