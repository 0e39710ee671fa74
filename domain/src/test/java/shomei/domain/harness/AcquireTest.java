package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;
import static shomei.domain.harness.CaHarness.TEMPORARY;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ChallengeResponse;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.history.Act;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.subscriber.Subscriber;

/// From ID and PIN to a certificate (seeds 001, 003, 004).
final class AcquireTest {
  private static final String CONTRACT = "12345678901234";
  private final CaHarness ca = new CaHarness();

  @Test
  void aUserAcquiresACertificateOfOneYear() throws Exception {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    var held = ca.acquire(user);
    assertThat(held.certificate().notBefore())
        .isEqualTo(CaHarness.START.minus(Duration.ofHours(1)));
    assertThat(held.certificate().notAfter()).isEqualTo(Instant.parse("2027-04-01T23:59:59Z"));
    X509Certificate x509 =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(held.certificate().der().octets()));
    assertThat(x509.getPublicKey()).isEqualTo(held.key().getPublic());
    assertThat(x509.getSubjectX500Principal().getName()).isEqualTo("CN=12345678901234 user1");
    assertThat(x509.getSerialNumber()).isEqualTo(held.certificate().serial().number());
  }

  @Test
  void theRightClosesWithTheCertificateAndASecondAcquisitionNeedsItOpenedAgain() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    ca.acquire(user);
    assertThat(ca.now(user).right()).isEmpty();
    assertThat(failure(user, PIN).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
  }

  @Test
  void anAdministratorsTemporaryPinMustBeChangedAtItsFirstUse() {
    Subscriber administrator = ca.administrator(ca.kita, CONTRACT);
    assertThat(failure(administrator, TEMPORARY).reason()).isEqualTo(Reason.PIN_CHANGE_REQUIRED);
    assertThat(failure(administrator, TEMPORARY, Optional.of(TEMPORARY)).reason())
        .isEqualTo(Reason.PIN_CHANGE_REQUIRED);
    assertThat(ca.now(administrator).temporaryPin()).isTrue();
    ca.acquire(ca.kita, administrator.name(), TEMPORARY, Optional.of(PIN));
    assertThat(ca.now(administrator).temporaryPin()).isFalse();
  }

  @Test
  void aNewPinThatBreaksThePolicyCountsAsNoTry() {
    Subscriber administrator = ca.administrator(ca.kita, CONTRACT);
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, administrator.name());
    for (String bad : new String[] {"abc", "1234567890123", "pin-12", "ＡＢＣＤ"}) {
      assertThatThrownBy(
              () ->
                  ca.answer(
                      account,
                      order,
                      Challenge.Kind.PIN_01,
                      CaHarness.pin(TEMPORARY, Optional.of(bad))))
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED));
    }
    assertThat(tries(administrator.name())).isZero();
    assertThat(ca.now(order)).isInstanceOf(Order.Pending.class);
  }

  @Test
  void theNewPinIsTheOneThatWorksAfterwards() {
    Subscriber administrator = ca.administrator(ca.kita, CONTRACT);
    ca.acquire(administrator);
    reopenAt(administrator);
    assertThat(failure(administrator, TEMPORARY).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    ca.acquire(ca.kita, administrator.name(), PIN, Optional.empty());
  }

  @Test
  void wrongPinsInARowFromThreeNetworksLockTheSeatAcrossOrdersAndAccounts() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    for (int i = 1; i <= 40; i++) {
      ca.from = Examples.from(i % 10);
      assertThat(failure(user, "wrong" + i).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    }
    assertThat(failure(user, PIN).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    assertThat(ca.now(user).right()).isPresent();
    assertThat(entries(user, Act.PIN_WRONG)).as("1 to 5, then 8, 16, 32").isEqualTo(8);
    assertThat(entries(user, Act.PIN_LOCKED)).isOne();
    ca.step(() -> ca.use.unlock.unlock(ca.kita.id(), user.name(), Examples.COUNTER));
    ca.acquire(user);
  }

  @Test
  void aRightPinBetweenWrongOnesSetsTheCountBack() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    for (int i = 1; i <= 4; i++) {
      assertThat(failure(user, "wrong" + i).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    }
    Held held = ca.acquire(user);
    for (int i = 1; i <= 5; i++) {
      assertThat(failure(held, "wrong" + i)).isEqualTo(Reason.INCORRECT_RESPONSE);
    }
    assertThat(failure(held, PIN)).isEqualTo(Reason.LOCKED);
  }

  @Test
  void theLastTryBeforeTheLockMayStillBeRight() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    for (int i = 1; i <= 4; i++) {
      ca.from = Examples.from(i);
      assertThat(failure(user, "wrong" + i).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    }
    ca.acquire(user);
  }

  @Test
  void anUnknownSeatAnswersLikeAWrongPinDownToTheLock() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    SubscriberName nobody = SubscriberName.user(CONTRACT, "nobody");
    for (int i = 1; i <= 7; i++) {
      ca.from = Examples.from(i);
      int macs = ca.token.macs();
      Failure wrong = failure(user.name(), "wrong" + i, Optional.empty());
      int spent = ca.token.macs() - macs;
      Failure unknown = failure(nobody, "wrong" + i, Optional.empty());
      assertThat(unknown).isEqualTo(wrong);
      assertThat(ca.token.macs() - macs - spent).as("the same work").isEqualTo(spent);
    }
    assertThat(entries(user, Act.PIN_LOCKED)).isOne();
  }

  @Test
  void anUnknownSeatAnswersLikeAWrongPinAlsoWithANewPin() {
    Subscriber administrator = ca.administrator(ca.kita, CONTRACT);
    Failure wrong = failure(administrator.name(), "wrong", Optional.of("newPin1"));
    Failure unknown =
        failure(SubscriberName.administrator("nobody"), "wrong", Optional.of("newPin1"));
    assertThat(unknown).isEqualTo(wrong);
  }

  @Test
  void aWrongPinTellsNothingOfWhatElseIsInTheWayAndARightOneTellsTheHolder() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    Held held = ca.acquire(user);
    assertThat(failure(held, PIN)).isEqualTo(Reason.NOT_ELIGIBLE);
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), user.name(), Examples.COUNTER));
    assertThat(failure(held, "wrong1")).isEqualTo(Reason.INCORRECT_RESPONSE);
    assertThat(failure(held, PIN)).isEqualTo(Reason.SUSPENDED);
  }

  @Test
  void aSuspendedSeatAcquiresNothingUntilItIsUnsuspended() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), user.name(), Examples.COUNTER));
    assertThat(failure(user, PIN).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    ca.step(() -> ca.use.suspension.unsuspend(ca.kita.id(), user.name(), Examples.COUNTER));
    ca.acquire(user);
  }

  @Test
  void aSeatThatIsSuspendedAfterItsProofIsNotIssuedTo() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    ca.answerPin(account, order, PIN);
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), user.name(), Examples.COUNTER));
    assertThatThrownBy(() -> ca.issue(account, order))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.ORDER_NOT_READY));
    ca.step(() -> ca.use.suspension.unsuspend(ca.kita.id(), user.name(), Examples.COUNTER));
    assertThatThrownBy(() -> ca.issue(account, order)).isInstanceOf(Refusal.class);
    ca.acquire(user);
  }

  /// The attack: somebody who knew the PIN has an order ready when the counter acts.
  @Test
  void whatAThiefHasReadyIsNotIssuedOnceTheCounterGaveTheSeatBack() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    Account thief = ca.account(ca.kita);
    Order before = ca.order(thief, user.name());
    ca.answerPin(thief, before, PIN);
    resetPin(user);
    assertThatThrownBy(() -> ca.issue(thief, before)).isInstanceOf(Refusal.class);
    Order again = ca.order(thief, user.name());
    ca.answer(thief, again, Challenge.Kind.PIN_01, CaHarness.pin(TEMPORARY, Optional.of("tH1eve")));
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), user.name(), Examples.COUNTER));
    resetPin(user);
    ca.step(() -> ca.use.suspension.unsuspend(ca.kita.id(), user.name(), Examples.COUNTER));
    reopenAt(user);
    assertThatThrownBy(() -> ca.issue(thief, again)).isInstanceOf(Refusal.class);
    ca.acquire(ca.kita, user.name(), TEMPORARY, Optional.of(PIN));
  }

  private void resetPin(Subscriber seat) {
    ca.step(
        () ->
            ca.use.resetPin.login(ca.kita, seat.name(), Pin.attempt(TEMPORARY), Examples.COUNTER));
  }

  @Test
  void aWrongAnswerEndsItsOrderAndAnotherOrderMayFollow() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    Authorization failed = ca.answerPin(account, order, "wrong1");
    assertThat(failed.status()).isEqualTo(Authorization.Status.INVALID);
    assertThat(ca.now(order)).isInstanceOf(Order.Invalid.class);
    // a right PIN does not bring it back, and is not even looked at
    assertThat(ca.answerPin(account, order, PIN)).isEqualTo(failed);
    assertThat(tries(user.name())).isOne();
    Order next = ca.order(account, user.name());
    ca.answerPin(account, next, PIN);
    ca.issue(account, next);
  }

  @Test
  void anAnswerOfAnotherTypeIsRefusedAndCountsAsNoTry() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    assertThatThrownBy(
            () -> ca.answer(account, order, Challenge.Kind.PIN_01, new ChallengeResponse.Look()))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED));
    assertThatThrownBy(
            () ->
                ca.answer(
                    account,
                    order,
                    Challenge.Kind.POSSESSION_01,
                    CaHarness.pin(PIN, Optional.empty())))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.NOT_FOUND));
    assertThat(tries(user.name())).isZero();
  }

  @Test
  void whileTheTokenIsAwayAPinIsNotJudgedAndTheOrderStaysOpen() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    ca.token.away(true);
    assertThatThrownBy(() -> ca.answerPin(account, order, PIN))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.UNAVAILABLE));
    assertThat(tries(user.name())).as("nothing was judged, so it was no try").isZero();
    ca.token.away(false);
    ca.answerPin(account, order, PIN);
    ca.issue(account, order);
  }

  @Test
  void aSeatOfAnotherInstitutionIsNobodyHere() {
    ca.userOfNewCorporation(ca.kita, "0501D00601", "S");
    Account account = ca.account(ca.hokuyo);
    Order order = ca.order(account, SubscriberName.user("0501D00601", "S"));
    assertThat(ca.answerPin(account, order, PIN).error())
        .get()
        .extracting(Failure::reason)
        .isEqualTo(Reason.INCORRECT_RESPONSE);
  }

  @Test
  void aProvenOrderExpiresLikeAnyOther() {
    Subscriber user = ca.userOfNewCorporation(ca.kita, CONTRACT, "user1");
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    ca.answerPin(account, order, PIN);
    ca.advance(Duration.ofHours(24));
    assertThatThrownBy(() -> ca.issue(account, order))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.ORDER_NOT_READY));
    ca.acquire(user);
  }

  private void reopenAt(Subscriber seat) {
    Instant opens = ca.reopen(ca.kita, seat.name());
    ca.clock.set(opens);
  }

  private Failure failure(Subscriber seat, String pin) {
    return failure(seat, pin, Optional.empty());
  }

  private Failure failure(Subscriber seat, String pin, Optional<String> next) {
    return failure(seat.name(), pin, next);
  }

  /// Why an order of a new account fails.
  private Failure failure(SubscriberName seat, String pin, Optional<String> next) {
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, seat);
    return ca.answer(account, order, Challenge.Kind.PIN_01, CaHarness.pin(pin, next))
        .error()
        .orElseThrow();
  }

  /// Why an order of the account that holds the seat's certificate fails.
  private Reason failure(Held held, String pin) {
    Order order = ca.order(held.account(), held.certificate().seat().orElseThrow());
    return ca.answerPin(held.account(), order, pin).error().orElseThrow().reason();
  }

  private int tries(SubscriberName seat) {
    return ca.ports.subscribers().lockStatus(ca.kita.id(), seat).wrong();
  }

  private long entries(Subscriber seat, Act act) {
    return ca.ports.history().on(ca.kita.id(), "subscriber:" + seat.name()).stream()
        .filter(entry -> entry.act() == act)
        .count();
  }
}
