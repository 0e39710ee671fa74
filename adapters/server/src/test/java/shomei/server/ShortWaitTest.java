package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// How long an answer waits for a look.
final class ShortWaitTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void whatEndsWhileOneWaitsIsSeen() {
    ShortWait wait = new ShortWait(LONG, 1);
    for (int again = 0; again < 2; again++) {
      CompletableFuture<Void> look = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> look.complete(null));
      assertThat(wait.await(look)).isTrue();
    }
  }

  @Test
  void aLookThatBrokeIsOverToo() {
    assertThat(new ShortWait(LONG, 1).await(CompletableFuture.failedFuture(new Error()))).isTrue();
  }

  @Test
  void whatIsSlowIsNotWaitedForLonger() {
    ShortWait wait = new ShortWait(Duration.ofMillis(1), 1);
    assertThat(wait.await(new CompletableFuture<>())).isFalse();
    assertThat(wait.await(new CompletableFuture<>())).isFalse();
  }

  @Test
  void whereEveryPlaceIsTakenNobodyWaits() {
    ShortWait full = new ShortWait(LONG, 0);
    assertThat(full.await(new CompletableFuture<>())).isFalse();
    assertThat(full.await(CompletableFuture.completedFuture("there"))).isTrue();
  }

  @Test
  void aNodeThatStopsWaitsForNothing() {
    Thread.currentThread().interrupt();
    assertThat(new ShortWait(LONG, 1).await(new CompletableFuture<>())).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
