package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.harness.CaHarness.PIN;
import static shomei.domain.harness.CaHarness.TEMPORARY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.fixture.Examples;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.order.OrderRequest;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.PinWatch;
import shomei.domain.subscriber.Subscriber;

/// Somebody guesses PINs, or locks others out, with all that many accounts at once can do.
final class GuessingTest {
  private static final String CONTRACT = "12345678901234";
  private static final SubscriberName NOBODY = SubscriberName.user(CONTRACT, "nobody");

  /// Fewer than may be open for one account.
  private static final int ORDERS_AN_ACCOUNT = 40;

  private final CaHarness ca = new CaHarness();
  private @Nullable Account guesser;
  private int orders;

  @Test
  void parallelGuessesFromOnePlaceGetNoMoreThanThePolicysTriesAndLockNothing() throws Exception {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    List<Callable<Reason>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Order order = order(user.name());
      String pin = "guess" + i;
      guesses.add(() -> answer(order, pin, Examples.FROM));
    }
    List<Reason> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reason> answer : threads.invokeAll(guesses)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).filteredOn(Reason.INCORRECT_RESPONSE::equals).hasSize(5);
    assertThat(answers).filteredOn(Reason.RATE_LIMITED::equals).hasSize(35);
    assertThat(ca.seen)
        .filteredOn(PinWatch.Seen.REFUSED_AT_SEAT::equals)
        .as("what is told")
        .hasSize(35);
    ca.from = Examples.from(1);
    ca.acquire(user);
  }

  /// The attack: five wrong PINs from one anonymous account locked an administrator.
  @Test
  void fiveWrongPinsFromOneAnonymousAccountLockNoAdministrator() {
    Subscriber administrator = ca.administrator(ca.kita, CONTRACT);
    for (int i = 0; i < 100; i++) {
      guess(administrator.name(), "wrong", Examples.from(i % 2));
    }
    assertThat(lock(administrator.name())).isEqualTo(PinTry.Lock.NONE);
    ca.from = Examples.from(2);
    ca.acquire(administrator);
  }

  @Test
  void aRefusedTryIsNotJudgedAndItsChallengeWaits() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    for (int i = 0; i < 5; i++) {
      guess(user.name(), "wrong", Examples.FROM);
    }
    for (SubscriberName name : List.of(user.name(), NOBODY)) {
      while (guess(NOBODY, "wrong", Examples.FROM) != Reason.RATE_LIMITED) {}
      Order order = order(name);
      int macs = ca.token.macs();
      assertThat(refusal(order, PIN)).isEqualTo(Optional.of(Duration.ofMinutes(1)));
      assertThat(ca.token.macs()).isEqualTo(macs);
      assertThat(ca.now(order)).isInstanceOf(Order.Pending.class);
    }
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    ca.advance(Duration.ofMinutes(1));
    assertThat(ca.answerPin(account, order, PIN).status()).isEqualTo(Authorization.Status.VALID);
    ca.issue(account, order);
  }

  /// The attack: 1 923 guesses at 1 923 contract IDs in 30 s from one address, none refused.
  @Test
  void oneNetworkGuessesAtNoMoreSeatsThanItsLimit() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    List<Reason> answers =
        IntStream.range(0, 1923)
            .mapToObj(
                i ->
                    guess(
                        i == 1000 ? user.name() : SubscriberName.administrator("contract" + i),
                        i == 1000 ? PIN : "1234",
                        new Origin.Request("192.0.2." + i % 256, "request-1")))
            .toList();
    assertThat(answers).filteredOn(Reason.INCORRECT_RESPONSE::equals).hasSize(30);
    assertThat(answers).filteredOn(Reason.RATE_LIMITED::equals).hasSize(1893);
  }

  /// The attack: four guesses a seat stay below each seat's lock for ever.
  @Test
  void fewGuessesASeatFromManyNetworksAreStoppedByTheInstitutionAndHoldersGoOn() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    Held held = ca.acquire(user);
    Subscriber other = ca.user(ca.kita, CONTRACT, "user2");
    int judged = 0;
    for (int i = 0; i < 1000; i++) {
      SubscriberName name = SubscriberName.administrator("contract" + i / 4);
      if (guess(name, "1234", Examples.from(i)) == Reason.INCORRECT_RESPONSE) {
        judged++;
      }
    }
    assertThat(judged).isEqualTo(300);
    assertThat(ca.seen).contains(PinWatch.Seen.REFUSED_FOR_INSTITUTION);
    assertThat(guess(other.name(), PIN, Examples.from(2000))).isEqualTo(Reason.RATE_LIMITED);
    ca.step(() -> ca.use.openAcquisition.open(ca.kita, user.name(), Examples.COUNTER));
    Order order = ca.order(held.account(), user.name());
    ca.answerPin(held.account(), order, PIN);
    ca.issue(held.account(), order);
  }

  /// The attack: another answer confirms a right PIN at a seat that may not acquire.
  @Test
  void aStrangerGetsOneAnswerAsFarAsThePinCouldNotAcquire() {
    ca.administrator(ca.kita, CONTRACT);
    Subscriber idle = ca.user(ca.kita, CONTRACT, "idle");
    ca.acquire(idle);
    Subscriber locked = ca.user(ca.kita, CONTRACT, "locked");
    for (int i = 0; i < 5; i++) {
      ca.from = Examples.from(i);
      failure(locked.name(), "wrong");
    }
    assertThat(lock(locked.name())).isEqualTo(PinTry.Lock.ACQUISITION);
    Subscriber suspended = ca.user(ca.kita, CONTRACT, "suspended");
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), suspended.name(), Examples.COUNTER));
    Subscriber open = ca.user(ca.kita, CONTRACT, "open");
    ca.from = Examples.from(9);
    Failure unknown = failure(NOBODY, PIN);
    int macs = ca.token.macs();
    assertThat(failure(open.name(), "wrong")).isEqualTo(unknown);
    int work = ca.token.macs() - macs;
    for (Subscriber seat : List.of(idle, locked, suspended)) {
      for (String pin : List.of(PIN, "wrong")) {
        macs = ca.token.macs();
        assertThat(failure(seat.name(), pin)).as("%s %s", seat.name(), pin).isEqualTo(unknown);
        assertThat(ca.token.macs() - macs).as("the work").isEqualTo(work);
      }
    }
    assertThat(unknown.reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    assertThat(unknown.detail()).contains("administrator", "counter", "locked", "suspended");
  }

  /// Nor do counts, waits or the number of entries tell it.
  @Test
  void aRightPinThatCannotAcquireIsCountedLikeAWrongOne() {
    Subscriber idle = ca.userOfNewCorporation(ca.kita, CONTRACT, "idle");
    ca.acquire(idle);
    Subscriber other = ca.user(ca.kita, CONTRACT, "other");
    int idleBefore = entries(idle);
    int otherBefore = entries(other);
    for (int i = 0; i < 20; i++) {
      Origin.Request from = Examples.from(i / 7);
      Reason right = guess(idle.name(), PIN, from);
      assertThat(guess(other.name(), "wrong", from)).isEqualTo(right);
      assertThat(guess(NOBODY, "wrong", from)).isEqualTo(right);
      assertThat(lockStatus(idle.name()))
          .isEqualTo(lockStatus(other.name()))
          .isEqualTo(lockStatus(NOBODY));
    }
    assertThat(entries(idle) - idleBefore).isEqualTo(entries(other) - otherBefore);
  }

  @Test
  void whoKnowsThePinOfASeatThatMayAcquireIsToldWhatIsMissing() {
    Subscriber administrator = ca.administrator(ca.kita, CONTRACT);
    assertThat(failure(administrator.name(), TEMPORARY).reason())
        .isEqualTo(Reason.PIN_CHANGE_REQUIRED);
    ca.acquire(administrator);
    ca.step(() -> ca.use.openAcquisition.open(ca.kita, administrator.name(), Examples.COUNTER));
    assertThat(failure(administrator.name(), PIN).reason()).isEqualTo(Reason.NOT_YET_ELIGIBLE);
    assertThat(lockStatus(administrator.name()).wrong()).isZero();
  }

  @Test
  void triesThatMustWaitAreNotInTheHistory() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    for (int i = 0; i < 200; i++) {
      guess(user.name(), "wrong", Examples.FROM);
    }
    assertThat(
            ca.ports.history().on(ca.kita.id(), "subscriber:" + user.name()).stream()
                .map(Entry::act))
        .containsOnlyOnce(Act.USER_REGISTERED)
        .hasSize(1 + 5);
  }

  private int entries(Subscriber seat) {
    return ca.ports.history().on(ca.kita.id(), "subscriber:" + seat.name()).size();
  }

  private PinTry.LockStatus lockStatus(SubscriberName seat) {
    return ca.ports.subscribers().lockStatus(ca.kita.id(), seat);
  }

  private PinTry.Lock lock(SubscriberName seat) {
    return lockStatus(seat).lock();
  }

  /// Why an order of a new account fails.
  private Failure failure(SubscriberName seat, String pin) {
    Account account = ca.account(ca.kita);
    return ca.answerPin(account, ca.order(account, seat), pin).error().orElseThrow();
  }

  private Reason guess(SubscriberName seat, String pin, Origin.Request from) {
    return answer(order(seat), pin, from);
  }

  /// An order of an account that may be anybody's; what must always hold is not looked at, which
  /// would take long.
  private Order order(SubscriberName seat) {
    Account account = guesser;
    if (account == null || orders++ % ORDERS_AN_ACCOUNT == 0) {
      account =
          ca.use
              .createAccount
              .create(ca.kita, ca.accountKey(), Optional.empty(), CaHarness.plain(), Examples.FROM)
              .account();
      guesser = account;
    }
    var wanted =
        new OrderRequest(
            List.of(new OrderRequest.Wanted("subscriber", seat.toString())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return ca.use.placeOrder.place(ca.kita, account, wanted, Examples.FROM).order();
  }

  private Reason answer(Order order, String pin, Origin.Request from) {
    try {
      return judged(order, pin, from).error().orElseThrow().reason();
    } catch (Refusal refused) {
      return refused.reason();
    }
  }

  private Optional<Duration> refusal(Order order, String pin) {
    try {
      throw new AssertionError(judged(order, pin, Examples.FROM));
    } catch (Refusal refused) {
      return refused.retryAfter();
    }
  }

  private Authorization judged(Order order, String pin, Origin.Request from) {
    Account account = ca.ports.accounts().find(order.terms().account()).orElseThrow();
    return ca.use.answer.answer(
        ca.kita,
        account,
        ca.authorization(order),
        Challenge.Kind.PIN_01,
        () -> CaHarness.pin(pin, Optional.empty()),
        from);
  }
}
