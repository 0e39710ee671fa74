package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ChallengeResponse;
import shomei.domain.credential.LetterCode;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.subscriber.RevokeUser;
import shomei.domain.subscriber.Subscriber;

/// Where the policy asks for the code of the letter, ID and PIN alone acquire nothing, tell nothing
/// and lock nobody.
final class LetterCodeTest {
  private static final String CONTRACT = "12345678901234";
  private static final SubscriberName NOBODY = SubscriberName.user(CONTRACT, "nobody");
  private static final String FOREIGN = "K7Q2-MXD9-3TFA";

  private final CaHarness ca = new CaHarness(Examples.biznet(rules -> rules.letterCode = true));
  private Subscriber user;

  @BeforeEach
  void register() {
    user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
  }

  @Test
  void whoHasTheLetterAndThePinAcquires() {
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    assertThat(answer(account, order, PIN, code(user)).status())
        .isEqualTo(Authorization.Status.VALID);
    ca.issue(account, order);
    assertThat(ca.now(user).letterCode()).isEmpty();
  }

  @Test
  void anAnswerWithoutTheCodeIsMalformedWhoeversSeatItIsAndTheOrderStaysOpen() {
    for (SubscriberName seat : new SubscriberName[] {user.name(), NOBODY}) {
      Account account = ca.account(ca.kita);
      Order order = ca.order(account, seat);
      assertThatThrownBy(() -> ca.answerPin(account, order, PIN))
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED));
      assertThat(ca.now(order)).isInstanceOf(Order.Pending.class);
    }
    assertThat(tries()).isZero();
  }

  @Test
  void withoutTheLetterARightPinIsNotLookedAtAndAWrongOneIsNotCounted() {
    for (int i = 0; i < 8; i++) {
      Failure right = failure(user.name(), PIN, FOREIGN);
      Failure wrong = failure(user.name(), "wrong" + i, FOREIGN);
      assertThat(right).isEqualTo(wrong);
      assertThat(right.reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    }
    assertThat(tries()).isZero();
    assertThat(entries(Act.PIN_WRONG)).isZero();
    assertThat(entries(Act.PIN_LOCKED)).isZero();
    acquire();
  }

  @Test
  void aSeatOfWhateverStateAndNobodysLookAlikeInAnswerAndWork() {
    Subscriber suspended = ca.user(ca.kita, CONTRACT, "user2");
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), suspended.name(), Examples.COUNTER));
    Subscriber locked = ca.user(ca.kita, CONTRACT, "user3");
    for (int i = 0; i < 5; i++) {
      ca.from = Examples.from(i);
      failure(locked.name(), "wrong" + i, code(locked));
    }
    Subscriber closed = ca.user(ca.kita, CONTRACT, "user4");
    String used = code(closed);
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, closed.name());
    answer(account, order, PIN, used);
    ca.issue(account, order);
    int macs = ca.token.macs();
    Failure nobodys = failure(NOBODY, PIN, FOREIGN);
    int spent = ca.token.macs() - macs;
    for (Subscriber seat : new Subscriber[] {user, suspended, locked, closed}) {
      macs = ca.token.macs();
      assertThat(failure(seat.name(), PIN, FOREIGN)).isEqualTo(nobodys);
      assertThat(ca.token.macs() - macs).isEqualTo(spent);
    }
    assertThat(failure(closed.name(), PIN, used)).as("a code that was used").isEqualTo(nobodys);
    assertThat(failure(locked.name(), PIN, code(locked))).as("locked").isEqualTo(nobodys);
  }

  @Test
  void theHolderOfTheLetterWhoMistypesThePinIsCounted() {
    assertThat(failure(user.name(), "wrong1", code(user)))
        .isEqualTo(failure(user.name(), PIN, FOREIGN));
    assertThat(tries()).isOne();
  }

  @Test
  void theCodeOfAnotherSeatIsWorthNothing() {
    Subscriber other = ca.user(ca.kita, CONTRACT, "user2");
    assertThat(failure(user.name(), PIN, code(other)).reason())
        .isEqualTo(Reason.INCORRECT_RESPONSE);
    acquire();
  }

  @Test
  void aCodeDoesNotWorkTwice() {
    String first = code(user);
    acquire();
    assertThat(failure(user.name(), PIN, first).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    ca.reopen(ca.kita, user.name());
    assertThat(code(user)).isNotEqualTo(first);
    assertThat(failure(user.name(), PIN, first).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    acquire();
  }

  @Test
  void aRightThatIsOpenedAnewHasANewCodeAndWhatTheOldOneProvedIsOver() {
    String first = code(user);
    Account account = ca.account(ca.kita);
    Order ready = ca.order(account, user.name());
    answer(account, ready, PIN, first);
    ca.reopen(ca.kita, user.name());
    assertThatThrownBy(() -> ca.issue(account, ready)).isInstanceOf(Refusal.class);
    assertThat(failure(user.name(), PIN, first).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    acquire();
  }

  /// The counter opens the right anew between the look at the code and the look at the PIN.
  @Test
  void aCodeThatIsVoidedWhileItIsJudgedProvesNothing() {
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    String first = code(user);
    ca.token.meanwhile(() -> ca.use.openAcquisition.open(ca.kita, user.name(), Examples.COUNTER));
    assertThat(answer(account, order, PIN, first).status())
        .isNotEqualTo(Authorization.Status.VALID);
    assertThatThrownBy(() -> ca.issue(account, order)).isInstanceOf(Refusal.class);
  }

  @Test
  void anAcquisitionThatWasCutOffGoesOnWithTheSameCode() {
    Account gone = ca.account(ca.kita);
    answer(gone, ca.order(gone, user.name()), PIN, code(user));
    acquire();
  }

  @Test
  void anAdministratorWhoReissuesAUserGetsACodeForThem() {
    acquire();
    RevokeUser.Outcome outcome =
        ca.step(
            () ->
                ca.use.revokeUser.reissue(
                    ca.kita,
                    SubscriberName.administrator(CONTRACT),
                    new ConfirmedRevocation.Chosen(
                        user.name(),
                        Optional.of(
                            ca.ports
                                .certificates()
                                .of(ca.kita.id(), user.name())
                                .getFirst()
                                .serial())),
                    Pin.attempt(PIN),
                    Examples.FROM));
    String code = outcome.letterCode().orElseThrow().text();
    assertThat(failure(user.name(), PIN, FOREIGN).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    acquire(code);
  }

  @Test
  void aRenewalNeedsNoCode() {
    CaHarness.Held held = acquire();
    ca.clock.set(held.certificate().notAfter().minus(Examples.biznet().renewal().opensBefore()));
    ca.renew(held, Optional.empty());
  }

  @Test
  void whereThePolicyDoesNotAskThereIsNoCodeAndOneThatComesIsPassedOver() {
    CaHarness plain = new CaHarness();
    Subscriber seat = plain.userOfNewCorporation(plain.kita, CONTRACT, "user1");
    assertThat(seat.letterCode()).isEmpty();
    Account account = plain.account(plain.kita);
    Order order = plain.order(account, seat.name());
    var answer =
        new ChallengeResponse.OfPin(
            Pin.attempt(PIN), Optional.empty(), Optional.of(LetterCode.typed(FOREIGN)));
    plain.answer(account, order, Challenge.Kind.PIN_01, answer);
    plain.issue(account, order);
  }

  private CaHarness.Held acquire() {
    return acquire(code(user));
  }

  private CaHarness.Held acquire(String code) {
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    answer(account, order, PIN, code);
    return ca.issue(account, order);
  }

  private String code(Subscriber seat) {
    return ca.letters.code(seat.name());
  }

  private Authorization answer(Account account, Order order, String pin, String code) {
    var answer =
        new ChallengeResponse.OfPin(
            Pin.attempt(pin), Optional.empty(), Optional.of(LetterCode.typed(code)));
    return ca.answer(account, order, Challenge.Kind.PIN_01, answer);
  }

  /// Why an order of a new account fails.
  private Failure failure(SubscriberName seat, String pin, String code) {
    Account account = ca.account(ca.kita);
    return answer(account, ca.order(account, seat), pin, code).error().orElseThrow();
  }

  private int tries() {
    return ca.ports.subscribers().lockStatus(ca.kita.id(), user.name()).wrong();
  }

  private long entries(Act act) {
    return ca.ports.history().on(ca.kita.id(), "subscriber:" + user.name()).stream()
        .filter(entry -> entry.act() == act)
        .count();
  }
}
