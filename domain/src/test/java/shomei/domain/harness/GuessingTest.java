package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.harness.CaHarness.PIN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.authorization.Challenge;
import shomei.domain.fixture.Examples;
import shomei.domain.kernel.Reason;
import shomei.domain.order.Order;
import shomei.domain.subscriber.Subscriber;

/// Somebody guesses a PIN with all that many accounts at once can do.
final class GuessingTest {
  private static final int GUESSES = 40;
  private final CaHarness ca = new CaHarness();

  @Test
  void parallelGuessesGetNoMoreThanThePolicysTries() throws Exception {
    Subscriber user = ca.userOfNewCorporation(ca.kita, "12345678901234", "user1");
    List<Callable<Reason>> guesses = new ArrayList<>();
    for (int i = 0; i < GUESSES; i++) {
      Account account = ca.account(ca.kita);
      Order order = ca.order(account, user.name());
      var answer = CaHarness.pin("guess" + i, Optional.empty());
      guesses.add(
          () ->
              ca.use
                  .answer
                  .answer(
                      ca.kita,
                      account,
                      ca.authorization(order),
                      Challenge.Kind.PIN_01,
                      () -> answer,
                      Examples.FROM)
                  .error()
                  .orElseThrow()
                  .reason());
    }
    List<Reason> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reason> answer : threads.invokeAll(guesses)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).filteredOn(Reason.INCORRECT_RESPONSE::equals).hasSize(5);
    assertThat(answers).filteredOn(Reason.LOCKED::equals).hasSize(GUESSES - 5);
    ca.step(() -> {});
    Account account = ca.account(ca.kita);
    assertThat(ca.answerPin(account, ca.order(account, user.name()), PIN).error())
        .get()
        .extracting(failure -> failure.reason())
        .isEqualTo(Reason.LOCKED);
  }
}
