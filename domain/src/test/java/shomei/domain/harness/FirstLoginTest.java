package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;
import static shomei.domain.harness.CaHarness.TEMPORARY;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.activation.AcquireLoginId;
import shomei.domain.activation.AcquireLoginId.Outcome;
import shomei.domain.activation.AcquireLoginId.Why;
import shomei.domain.activation.ProveFirstLogin;
import shomei.domain.activation.ProveFirstLogin.Reference;
import shomei.domain.authorization.Authorization;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.institution.Policy.Activation;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.memory.Memory;
import shomei.domain.notice.Mail;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.RegisterCorporation;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.Subscriber;

/// How people come to their login ID (seed 004), at the institution hokuyo.
final class FirstLoginTest {
  private static final String CONTRACT = "0501D00601";
  private static final BankAccount ACCOUNT = BankAccount.of("12", BankAccount.Kind.ORDINARY, "34567");
  private static final Reference BY_ACCOUNT = new Reference.OfAccount(ACCOUNT);
  private static final SubscriberName MASTER = SubscriberName.administrator(CONTRACT);
  private static final SubscriberName USER = SubscriberName.user(CONTRACT, "S");
  private static final String OWN = "oWn45678";
  private static final String OWN_CONFIRMATION = "cOnf4567";
  private static final Policy.Hours HOURS =
      new Policy.Hours(Policy.Days.BUSINESS, LocalTime.of(9, 0), LocalTime.of(19, 0));
  private static final Activation ACTIVATION =
      new Activation(
          Policy.Reference.ACCOUNT, Policy.LoginIdChoice.ASSIGNED, Optional.of(HOURS));

  private final CaHarness ca =
      new CaHarness(new Memory().ports(), policies(Examples.densai(), ACTIVATION));
  private final AtPages pages = new AtPages(ca);
  private Subscriber master;

  private static Policies policies(Policy hokuyo, Activation activation) {
    return new Policies(
        Map.of("biznet", Examples.biznet(), "densai", Examples.activating(hokuyo, activation)));
  }

  @BeforeEach
  void register() {
    master = corporation(CONTRACT, Optional.of(ACCOUNT));
  }

  @Test
  void whoHasTheLetterAcquiresTheIdAndThenTheCertificate() {
    assertThat(master.right()).isEmpty();
    String proven = prove(BY_ACCOUNT).orElseThrow();
    assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, proven))
        .contains(new AcquireLoginId.Proven(MASTER, false));
    assertThat(acquire(proven)).isEqualTo(new Outcome.Acquired(MASTER));
    Subscriber seat = ca.now(master);
    assertThat(seat.right()).contains(ca.clock.instant());
    assertThat(seat.registration().name()).isEqualTo("緑　太郎");
    assertThat(seat.mail()).isEqualTo("taro@example.jp");
    assertThat(seat.temporaryPin() || seat.temporaryConfirmationPin()).isFalse();
    Account account = ca.account(ca.hokuyo);
    var order = ca.order(account, MASTER);
    assertThat(ca.answerPin(account, order, OWN).status()).isEqualTo(Authorization.Status.VALID);
    ca.issue(account, order);
  }

  @Test
  void aUserAcquiresTheIdThatTheAdministratorGave() {
    Subscriber user = user("S");
    assertThat(user.right()).isEmpty();
    assertThat(user.temporaryPin() && user.temporaryConfirmationPin()).isTrue();
    String proven = prove(new Reference.OfSeat(USER)).orElseThrow();
    assertThat(acquire(proven)).isEqualTo(new Outcome.Acquired(USER));
    assertThat(ca.now(user).right()).isPresent();
  }

  @Test
  void beforeItTheSeatIsNobodysAtAcquisitionAndTheCounterOpensNothing() {
    Failure nobodys = failure(SubscriberName.administrator("0501D99999"), TEMPORARY);
    int macs = ca.token.macs();
    failure(SubscriberName.administrator("0501D99998"), TEMPORARY);
    int spent = ca.token.macs() - macs;
    macs = ca.token.macs();
    assertThat(failure(MASTER, TEMPORARY)).isEqualTo(nobodys);
    assertThat(ca.token.macs() - macs).as("work").isEqualTo(spent);
    assertThat(tries()).isOne();
    assertRefused(
        Reason.NOT_ELIGIBLE,
        () -> ca.use.openAcquisition.open(ca.hokuyo, MASTER, Examples.COUNTER));
  }

  @Test
  void strangersGetOneAnswerWhateverIsWrong() {
    Subscriber suspended = user("S");
    ca.use.suspension.suspend(ca.hokuyo.id(), suspended.name(), Examples.COUNTER);
    user("T");
    Reference done = new Reference.OfSeat(SubscriberName.user(CONTRACT, "T"));
    acquire(prove(done).orElseThrow());
    int before = ca.token.macs();
    assertThat(prove(BY_ACCOUNT, "wrong1", PIN)).as("a wrong login PIN").isEmpty();
    int spent = ca.token.macs() - before;
    before = ca.token.macs();
    assertThat(prove(nobodys(1), TEMPORARY, PIN)).as("nobody's account").isEmpty();
    assertThat(ca.token.macs() - before).as("work").isEqualTo(spent);
    assertThat(prove(BY_ACCOUNT, TEMPORARY, "wrong1")).as("a wrong confirmation PIN").isEmpty();
    assertThat(prove(new Reference.OfSeat(USER))).as("suspended").isEmpty();
    assertThat(prove(done)).as("activated, with the letter").isEmpty();
    before = ca.token.macs();
    assertThat(prove(done, OWN, OWN_CONFIRMATION)).as("activated, own PINs").isEmpty();
    assertThat(ca.token.macs() - before).as("work").isEqualTo(spent);
    assertThat(prove(new Reference.OfSeat(SubscriberName.user("9999D99999", "S"))))
        .as("nobody's ID")
        .isEmpty();
  }

  @Test
  void tryingAnAccountThatNobodyHasWaitsLikeOneThatExists() {
    for (Reference reference : new Reference[] {BY_ACCOUNT, nobodys(1)}) {
      for (int i = 0; i < 5; i++) {
        assertThat(prove(reference, "wrong" + i, PIN)).isEmpty();
      }
      assertRefused(Reason.RATE_LIMITED, () -> prove(reference, "wrong6", PIN));
    }
  }

  @Test
  void wrongPinsHereAndAtAcquisitionAreOneCountAndOneLock() {
    for (int i = 0; i < 3; i++) {
      ca.from = Examples.from(i);
      prove(BY_ACCOUNT, "wrong" + i, PIN);
      failure(MASTER, "wrong" + i);
    }
    assertThat(tries()).isEqualTo(6);
    ca.from = Examples.from(9);
    assertThat(prove(BY_ACCOUNT)).as("locked").isEmpty();
    ca.use.unlock.unlock(ca.hokuyo.id(), MASTER, Examples.COUNTER);
    assertThat(prove(BY_ACCOUNT)).isPresent();
    assertThat(tries()).as("a right try is none").isZero();
  }

  @Test
  void aFormThatIsSentTwiceIsTriedOnceAndSetUpOnce() {
    Octets form = pages.form();
    String begun = ca.use.proveFirstLogin.begin(ca.hokuyo);
    assertThat(prove(form, begun, BY_ACCOUNT, "wrong1", PIN)).isEmpty();
    assertThat(prove(form, begun, BY_ACCOUNT, "wrong1", PIN)).isEmpty();
    assertThat(tries()).isOne();
    Octets right = pages.form();
    Optional<String> proven = prove(right, begun, BY_ACCOUNT, TEMPORARY, PIN);
    assertThat(prove(right, begun, BY_ACCOUNT, TEMPORARY, PIN)).isEqualTo(proven);
    var filled = filled(proven.orElseThrow());
    Outcome first = send(filled);
    ca.advance(Duration.ofHours(2));
    assertThat(send(filled)).isEqualTo(first).isEqualTo(new Outcome.Acquired(MASTER));
    assertThat(entries(Act.LOGIN_ID_ACQUIRED)).isOne();
  }

  @Test
  void whoIsCutOffBeginsAgainAndLosesNothing() {
    prove(BY_ACCOUNT).orElseThrow();
    ca.restart();
    assertThat(acquire(prove(BY_ACCOUNT).orElseThrow())).isEqualTo(new Outcome.Acquired(MASTER));
  }

  @Test
  void ofTwoBrowsersTheFirstSetsUpAndTheOtherIsOver() {
    String one = prove(BY_ACCOUNT).orElseThrow();
    String other = prove(BY_ACCOUNT).orElseThrow();
    assertThat(acquire(one)).isInstanceOf(Outcome.Acquired.class);
    assertThat(acquire(other)).isEqualTo(new Outcome.Refused(Why.OVER));
    assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, other)).isEmpty();
  }

  @Test
  void whatWasProvenIsOverAfterHalfAnHourOrAnotherLetter() {
    String old = prove(BY_ACCOUNT).orElseThrow();
    ca.advance(Duration.ofMinutes(31));
    assertThat(acquire(old)).isEqualTo(new Outcome.Refused(Why.OVER));
    String lost = prove(BY_ACCOUNT).orElseThrow();
    ca.use.resetPin.login(ca.hokuyo, MASTER, Pin.attempt("anOther1"), Examples.COUNTER);
    assertThat(acquire(lost)).isEqualTo(new Outcome.Refused(Why.OVER));
    assertThat(prove(BY_ACCOUNT, "anOther1", PIN)).isPresent();
  }

  @Test
  void nobodyWritesASlip() {
    String proven = prove(BY_ACCOUNT).orElseThrow();
    String later = proven.replaceFirst("\\.0\\.", ".1.");
    for (String slip : new String[] {"", ".", "proven.", later, proven + "0", "begun.1." + proven}) {
      assertThat(acquire(slip)).as(slip).isEqualTo(new Outcome.Refused(Why.OVER));
      assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, slip)).as(slip).isEmpty();
    }
    String begun = ca.use.proveFirstLogin.begin(ca.hokuyo);
    assertThat(acquire(begun)).isEqualTo(new Outcome.Refused(Why.OVER));
    assertRefused(
        Reason.MALFORMED, () -> prove(pages.form(), proven, BY_ACCOUNT, TEMPORARY, PIN));
    assertThat(tries()).isZero();
  }

  @Test
  void thePinsAreOwnOnes() {
    String proven = prove(BY_ACCOUNT).orElseThrow();
    assertThat(acquire(proven, OWN, OWN)).isEqualTo(new Outcome.Refused(Why.PINS_SAME));
    for (String temporary : new String[] {TEMPORARY, PIN}) {
      assertThat(acquire(proven, temporary, OWN))
          .isEqualTo(new Outcome.Refused(Why.LOGIN_PIN_TEMPORARY));
      assertThat(acquire(proven, OWN, temporary))
          .isEqualTo(new Outcome.Refused(Why.CONFIRMATION_PIN_TEMPORARY));
    }
    assertRefused(Reason.MALFORMED, () -> acquire(proven, "1", OWN));
    assertRefused(Reason.MALFORMED, () -> acquire(proven, OWN, "oWn\0" + "4567"));
    assertThat(acquire(proven)).isInstanceOf(Outcome.Acquired.class);
  }

  @Test
  void whatCannotBeKeptIsMalformed() {
    String proven = prove(BY_ACCOUNT).orElseThrow();
    for (String name : new String[] {"", "緑\0", "Taro\nX", "緑".repeat(53)}) {
      assertRefused(Reason.MALFORMED, () -> send(filled(proven, "", name, "taro@example.jp")));
    }
    assertRefused(Reason.MALFORMED, () -> send(filled(proven, "", "緑", "taro\0@example.jp")));
    assertThat(ca.now(master)).isEqualTo(master);
  }

  @Test
  void theHolderIsMailedAndSoIsTheAddressThatWasRegistered() {
    acquire(prove(BY_ACCOUNT).orElseThrow());
    ca.use.tellOfActs.decide(10);
    ca.use.deliverMail.deliver(10);
    assertThat(ca.inbox.mails())
        .filteredOn(mail -> mail.text() == Mail.Text.ACTIVATED)
        .extracting(Mail::to)
        .containsExactlyInAnyOrder("taro@example.jp", "admin@example.jp");
    Entry entry =
        ca.ports.history().on(ca.hokuyo.id(), "subscriber:" + MASTER).stream()
            .filter(one -> one.act() == Act.LOGIN_ID_ACQUIRED)
            .findFirst()
            .orElseThrow();
    assertThat(entry.details())
        .containsEntry("mailBefore", "admin@example.jp")
        .containsEntry("address", Examples.FROM.address());
  }

  @Test
  void outsideTheServiceHoursItSaysWhenTheyBegin() {
    // Friday 24 April 2026, 19:00 in Japan; the Monday after is a business day
    ca.clock.set(Instant.parse("2026-04-24T10:00:00Z"));
    String begun = ca.use.proveFirstLogin.begin(ca.hokuyo);
    assertThatThrownBy(() -> prove(pages.form(), begun, BY_ACCOUNT, TEMPORARY, PIN))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.reason()).isEqualTo(Reason.NOT_YET_ELIGIBLE);
              assertThat(r.failure().notBefore())
                  .contains(Instant.parse("2026-04-27T00:00:00Z"));
            });
    assertThat(tries()).isZero();
    // Tuesday evening; Wednesday 29 April is a holiday
    ca.clock.set(Instant.parse("2026-04-28T12:00:00Z"));
    assertClosedUntil("2026-04-30T00:00:00Z");
    ca.clock.set(Instant.parse("2026-04-29T03:00:00Z"));
    assertClosedUntil("2026-04-30T00:00:00Z");
    // early on a business day
    ca.clock.set(Instant.parse("2026-04-29T23:59:59Z"));
    assertClosedUntil("2026-04-30T00:00:00Z");
    ca.clock.set(Instant.parse("2026-04-30T00:00:00Z"));
    assertThat(prove(BY_ACCOUNT)).isPresent();
  }

  @Test
  void whatWasBegunInTimeMayBeSentForFiveMinutesMore() {
    ca.clock.set(Instant.parse("2026-04-24T09:59:00Z"));
    String begun = ca.use.proveFirstLogin.begin(ca.hokuyo);
    ca.clock.set(Instant.parse("2026-04-24T10:03:00Z"));
    assertRefused(Reason.NOT_YET_ELIGIBLE, () -> prove(BY_ACCOUNT));
    String proven = prove(pages.form(), begun, BY_ACCOUNT, TEMPORARY, PIN).orElseThrow();
    ca.clock.set(Instant.parse("2026-04-24T10:05:00Z"));
    assertRefused(
        Reason.NOT_YET_ELIGIBLE, () -> prove(pages.form(), begun, BY_ACCOUNT, TEMPORARY, PIN));
    assertRefused(Reason.NOT_YET_ELIGIBLE, () -> acquire(proven));
    ca.clock.set(Instant.parse("2026-04-24T10:04:59Z"));
    assertThat(acquire(proven)).isInstanceOf(Outcome.Acquired.class);
  }

  @Test
  void anAdministratorIsKnownByWhatThePolicySaysAlone() {
    assertRefused(Reason.MALFORMED, () -> prove(new Reference.OfSeat(MASTER)));
    under(Policy.Reference.CONTRACT_ID, Policy.LoginIdChoice.ASSIGNED);
    assertRefused(Reason.MALFORMED, () -> prove(BY_ACCOUNT));
    assertThat(prove(new Reference.OfSeat(MASTER))).isPresent();
  }

  @Test
  void theCounterRegistersAnAccountWhereThePolicyWantsItAndNowhereElse() {
    assertRefused(Reason.MALFORMED, () -> corporation("0501D00602", Optional.empty()));
    assertRefused(Reason.MALFORMED, () -> corporation("0501D00602", Optional.of(ACCOUNT)));
    under(Policy.Reference.CONTRACT_ID, Policy.LoginIdChoice.ASSIGNED);
    assertRefused(
        Reason.MALFORMED,
        () ->
            corporation(
                "0501D00602",
                Optional.of(BankAccount.of("1", BankAccount.Kind.CURRENT, "1"))));
    assertThat(corporation("0501D00602", Optional.empty()).activated()).isFalse();
  }

  @Test
  void anIdOfChoiceIsTheSeatsNameFromThenOn() {
    under(Policy.Reference.ACCOUNT, Policy.LoginIdChoice.CHOSEN);
    String proven = prove(BY_ACCOUNT).orElseThrow();
    assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, proven))
        .contains(new AcquireLoginId.Proven(MASTER, true));
    for (String id : new String[] {"", "short", "with blank", "nul\0nul", "x".repeat(31), "緑緑緑緑緑緑"}) {
      assertRefused(
          Reason.MALFORMED, () -> send(filled(proven, id, "緑　太郎", "taro@example.jp")));
    }
    SubscriberName own = SubscriberName.administrator("midori01");
    assertThat(send(filled(proven, "midori01", "緑　太郎", "taro@example.jp")))
        .isEqualTo(new Outcome.Acquired(own));
    assertThat(ca.ports.subscribers().find(ca.hokuyo.id(), MASTER)).isEmpty();
    Account account = ca.account(ca.hokuyo);
    var order = ca.order(account, own);
    assertThat(ca.answerPin(account, order, OWN).status()).isEqualTo(Authorization.Status.VALID);
    ca.issue(account, order);
  }

  @Test
  void anIdThatIsTakenIsToldAndAnotherMayBeChosen() {
    corporation("0501D00602", Optional.of(BankAccount.of("1", BankAccount.Kind.CURRENT, "1")));
    under(Policy.Reference.ACCOUNT, Policy.LoginIdChoice.CHOSEN);
    String proven = prove(BY_ACCOUNT).orElseThrow();
    assertThat(send(filled(proven, "0501D00602", "緑　太郎", "taro@example.jp")))
        .isEqualTo(new Outcome.Refused(Why.ID_TAKEN));
    assertThat(send(filled(proven, "midori01", "緑　太郎", "taro@example.jp")))
        .isInstanceOf(Outcome.Acquired.class);
  }

  @Test
  void anAdministratorWhoseUsersAreThereKeepsTheId() {
    user("S");
    under(Policy.Reference.ACCOUNT, Policy.LoginIdChoice.CHOSEN);
    String proven = prove(BY_ACCOUNT).orElseThrow();
    assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, proven))
        .contains(new AcquireLoginId.Proven(MASTER, false));
    assertThat(acquire(proven)).isEqualTo(new Outcome.Acquired(MASTER));
  }

  @Test
  void whereThePolicyDoesNotSayItThereIsNone() {
    assertThat(ca.administrator(ca.kita, "12345678901234").activated()).isTrue();
    String begun = ca.use.proveFirstLogin.begin(ca.kita);
    var form =
        new ProveFirstLogin.Submitted(
            pages.form(), begun, BY_ACCOUNT, Pin.attempt(TEMPORARY), Pin.attempt(PIN));
    assertRefused(
        Reason.NOT_FOUND, () -> ca.use.proveFirstLogin.prove(ca.kita, form, Examples.FROM));
    assertRefused(
        Reason.NOT_FOUND, () -> ca.use.acquireLoginId.acquire(ca.kita, filled(""), Examples.FROM));
  }

  private void under(Policy.Reference reference, Policy.LoginIdChoice choice) {
    ca.restart(
        policies(
            Examples.densai(), new Activation(reference, choice, Optional.of(HOURS))));
    if (choice == Policy.LoginIdChoice.CHOSEN) {
      ca.restart(
          policies(
              Examples.biznet(), new Activation(reference, choice, Optional.of(HOURS))));
    }
  }

  private Subscriber corporation(String contract, Optional<BankAccount> account) {
    return ca.step(
        () ->
            ca.use
                .registerCorporation
                .register(
                    ca.hokuyo,
                    new RegisterCorporation.NewCorporation(
                        contract,
                        "みどり商事",
                        "admin@example.jp",
                        Subscriber.Language.JA,
                        Pin.attempt(TEMPORARY),
                        Pin.attempt(PIN),
                        account),
                    Examples.COUNTER)
                .seat());
  }

  private Subscriber user(String id) {
    return ca.step(
        () ->
            ca.use
                .registerUser
                .register(
                    ca.hokuyo,
                    new RegisterUser.NewUser(
                        CONTRACT,
                        id,
                        "緑　花子",
                        "hanako@example.jp",
                        Subscriber.Language.EN,
                        Pin.attempt(TEMPORARY),
                        false,
                        Pin.attempt(PIN)),
                    Examples.COUNTER)
                .seat());
  }

  private static Reference nobodys(int number) {
    return new Reference.OfAccount(
        BankAccount.of("999", BankAccount.Kind.ORDINARY, Integer.toString(number)));
  }

  private Optional<String> prove(Reference reference) {
    return prove(reference, TEMPORARY, PIN);
  }

  private Optional<String> prove(Reference reference, String login, String confirmation) {
    return prove(
        pages.form(), ca.use.proveFirstLogin.begin(ca.hokuyo), reference, login, confirmation);
  }

  private Optional<String> prove(
      Octets form, String begun, Reference reference, String login, String confirmation) {
    return ca.step(
        () ->
            ca.use.proveFirstLogin.prove(
                ca.hokuyo,
                new ProveFirstLogin.Submitted(
                    form, begun, reference, Pin.attempt(login), Pin.attempt(confirmation)),
                ca.from));
  }

  private Outcome acquire(String proven) {
    return send(filled(proven));
  }

  private Outcome acquire(String proven, String login, String confirmation) {
    return send(
        new AcquireLoginId.Submitted(
            pages.form(),
            proven,
            "",
            "緑　太郎",
            "taro@example.jp",
            Pin.attempt(login),
            Pin.attempt(confirmation)));
  }

  private AcquireLoginId.Submitted filled(String proven) {
    return filled(proven, "", "緑　太郎", "taro@example.jp");
  }

  private AcquireLoginId.Submitted filled(String proven, String id, String name, String mail) {
    return new AcquireLoginId.Submitted(
        pages.form(), proven, id, name, mail, Pin.attempt(OWN), Pin.attempt(OWN_CONFIRMATION));
  }

  private Outcome send(AcquireLoginId.Submitted form) {
    return ca.step(() -> ca.use.acquireLoginId.acquire(ca.hokuyo, form, ca.from));
  }

  private void assertClosedUntil(String opens) {
    assertThatThrownBy(() -> prove(BY_ACCOUNT))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> assertThat(r.failure().notBefore()).contains(Instant.parse(opens)));
  }

  private static void assertRefused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  /// Why an order of a new account fails.
  private Failure failure(SubscriberName seat, String pin) {
    Account account = ca.account(ca.hokuyo);
    return ca.answerPin(account, ca.order(account, seat), pin).error().orElseThrow();
  }

  private int tries() {
    return ca.ports.subscribers().lockStatus(ca.hokuyo.id(), MASTER).wrong();
  }

  private long entries(Act act) {
    return ca.ports.history().on(ca.hokuyo.id(), "subscriber:" + MASTER).stream()
        .filter(entry -> entry.act() == act)
        .count();
  }
}
