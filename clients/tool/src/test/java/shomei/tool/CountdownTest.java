package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import shomei.tool.talk.Countdown;
import shomei.tool.talk.Texts;

final class CountdownTest {
  private static final Texts TEXTS = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private static final String WIPE = "\r\u001b[K";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);

  @Test
  void itCountsDownAndLeavesNothingOnTheTerminal() throws Exception {
    List<Duration> slept = new ArrayList<>();

    new Countdown(TEXTS, terminal, slept::add).pause(Duration.ofMillis(2500));

    assertThat(slept.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofMillis(2500));
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("Waiting (3 s)")
        .contains("Waiting (1 s)")
        .doesNotContain("\n")
        .endsWith(WIPE);
  }

  @Test
  void anInterruptedWaitIsWipedToo() {
    Countdown countdown =
        new Countdown(
            TEXTS,
            terminal,
            time -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> countdown.pause(Duration.ofSeconds(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(shown.toString(StandardCharsets.UTF_8)).endsWith(WIPE);
  }
}
