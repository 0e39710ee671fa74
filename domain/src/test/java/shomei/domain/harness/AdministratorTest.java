package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Crash;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestCa.Mood;
import shomei.domain.fixture.TestKeys;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.harness.ConfirmedRevocation.Chosen;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.subscriber.RevokeUser.Outcome;
import shomei.domain.subscriber.Subscriber;

/// The administrator takes users' certificates away (seeds 001, 004).
final class AdministratorTest {
  private static final String CONTRACT = "12345678901234";
  private final CaHarness ca = new CaHarness();
  private Subscriber administrator;
  private Subscriber user;

  @BeforeEach
  void register() {
    administrator = ca.administrator(ca.kita, CONTRACT);
    user = ca.user(ca.kita, CONTRACT, "user1");
  }

  @Test
  void aReissueRevokesAtOnceAndOpensTheRight() {
    Held lost = ca.acquire(user);
    Outcome outcome = reissue();
    assertThat(outcome.revoked()).containsExactly(lost.certificate().serial());
    assertThat(outcome.right()).contains(ca.clock.instant());
    assertThat(ca.now(lost.certificate()).stateAt(ca.clock.instant()))
        .isEqualTo(Certificate.State.REVOKED);
    assertThat(ca.ports.history().on(ca.kita.id(), "certificate:" + lost.certificate().serial()))
        .last()
        .extracting(entry -> entry.actor().name(), Entry::act)
        .containsExactly("subscriber:" + CONTRACT, Act.CERTIFICATE_REVOKED);
    ca.acquire(user);
  }

  @Test
  void aReissueTakesTheRenewedCertificateToo() {
    Held old = ca.acquire(user);
    ca.clock.set(old.certificate().notAfter().minus(Duration.ofDays(20)));
    Held renewed = ca.renew(old, Optional.empty());
    assertThat(reissue().revoked())
        .containsExactly(old.certificate().serial(), renewed.certificate().serial());
  }

  @Test
  void atBiznetARevocationOpensNothingAndAReissueDoes() {
    ca.acquire(user);
    assertThat(revoke(ca.kita, user).right()).isEmpty();
    assertThat(failure()).isEqualTo(Reason.INCORRECT_RESPONSE);
    assertThat(reissue().revoked()).isEmpty();
    ca.acquire(user);
  }

  @Test
  void atDensaiRevokingAnExpiredCertificateOpensTheRight() {
    ca.administrator(ca.hokuyo, "0501D00601");
    Subscriber holder = ca.user(ca.hokuyo, "0501D00601", "T");
    Held held = ca.acquire(holder);
    ca.clock.set(held.certificate().notAfter().plusSeconds(1));
    assertThatThrownBy(() -> ca.acquire(holder)).isInstanceOf(Refusal.class);
    assertRefused(
        Reason.NOT_ELIGIBLE,
        () -> ca.use.openAcquisition.open(ca.hokuyo, holder.name(), Examples.COUNTER));
    Outcome outcome = revoke(ca.hokuyo, holder);
    assertThat(outcome.revoked()).containsExactly(held.certificate().serial());
    assertThat(outcome.right()).contains(ca.clock.instant());
    ca.acquire(holder);
  }

  @Test
  void atDensaiTheCounterOpensTheRightOnlyAfterRevocation() {
    Subscriber head = ca.administrator(ca.hokuyo, "0501D00601");
    Held held = ca.acquire(head);
    assertRefused(
        Reason.NOT_ELIGIBLE,
        () -> ca.use.openAcquisition.open(ca.hokuyo, head.name(), Examples.COUNTER));
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                held.certificate().serial(), Optional.empty(), Examples.COUNTER));
    ca.reopen(ca.hokuyo, head.name());
    ca.acquire(ca.hokuyo, head.name(), PIN, Optional.empty());
  }

  @Test
  void whereNothingIsLeftToRevokeThatIsSaid() {
    assertRefused(Reason.ALREADY_REVOKED, () -> revoke(ca.kita, user));
    ca.acquire(user);
    revoke(ca.kita, user);
    assertRefused(Reason.ALREADY_REVOKED, () -> revoke(ca.kita, user));
  }

  @Test
  void aUserThatNobodyHasIsNotFound() {
    assertRefused(
        Reason.NOT_FOUND,
        () -> reissue(ca.kita, administrator.name(), SubscriberName.user(CONTRACT, "nobody"), PIN));
  }

  @Test
  void anotherInstitutionsCorporationOfTheSameIdIsAnotherOne() {
    Held held = ca.acquire(user);
    assertRefused(
        Reason.INCORRECT_RESPONSE,
        () -> reissue(ca.hokuyo, administrator.name(), user.name(), PIN));
    assertThat(ca.now(held.certificate()).revocation()).isEmpty();
  }

  @Test
  void theLoginPinAuthorisesNothing() {
    Held held = ca.acquire(user);
    assertRefused(Reason.INCORRECT_RESPONSE, () -> reissue(CaHarness.TEMPORARY));
    assertThat(ca.now(held.certificate()).revocation()).isEmpty();
    assertThat(ca.ports.history().on(ca.kita.id(), "subscriber:" + CONTRACT))
        .last()
        .extracting(entry -> entry.details().get("pin"))
        .isEqualTo("confirmation");
  }

  @Test
  void wrongConfirmationPinsLockTheIdForEverything() {
    Held held = ca.acquire(administrator);
    for (int i = 1; i <= 5; i++) {
      assertRefused(Reason.INCORRECT_RESPONSE, () -> reissue("wrong"));
    }
    assertRefused(Reason.LOCKED, () -> reissue(PIN));
    assertThat(login(held, PIN)).isEqualTo(Reason.LOCKED);
    ca.step(() -> ca.use.unlock.unlock(ca.kita.id(), administrator.name(), Examples.COUNTER));
    reissue();
  }

  @Test
  void wrongLoginPinsOfAnAccountThatHasTheSeatLockTheConfirmationToo() {
    Held held = ca.acquire(administrator);
    for (int i = 1; i <= 5; i++) {
      assertThat(login(held, "wrong")).isEqualTo(Reason.INCORRECT_RESPONSE);
    }
    assertRefused(Reason.LOCKED, () -> reissue(PIN));
  }

  /// The attack: anonymous accounts lock an administrator until the counter acts.
  @Test
  void strangersKeepNoAdministratorFromActing() {
    for (int i = 1; i <= 9; i++) {
      ca.from = Examples.from(i);
      Account account = ca.account(ca.kita);
      ca.answerPin(account, ca.order(account, administrator.name()), "wrong");
    }
    reissue();
  }

  /// Whoever has stolen the login PIN enters it between guesses.
  @Test
  void aRightLoginPinBuysNoFurtherGuessAtTheConfirmationPin() {
    Held held = ca.acquire(administrator);
    for (int i = 1; i <= 5; i++) {
      assertRefused(Reason.INCORRECT_RESPONSE, () -> reissue("wrong"));
      login(held, PIN);
    }
    assertRefused(Reason.LOCKED, () -> reissue(PIN));
  }

  private Reason login(Held held, String pin) {
    Order order = ca.order(held.account(), administrator.name());
    return ca.answerPin(held.account(), order, pin).error().orElseThrow().reason();
  }

  @Test
  void aRightConfirmationPinStartsTheCountAnew() {
    for (int i = 1; i <= 12; i++) {
      assertRefused(Reason.INCORRECT_RESPONSE, () -> reissue("wrong"));
      if (i % 4 == 0) {
        reissue();
      }
    }
  }

  @Test
  void parallelGuessesGetNoMoreThanThePolicysTries() throws Exception {
    List<Callable<Reason>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String guess = "guess" + i;
      guesses.add(
          () -> {
            try {
              ca.use.revokeUser.reissue(
                  ca.kita,
                  administrator.name(),
                  chosen(user.name()),
                  Pin.attempt(guess),
                  Examples.FROM);
              throw new AssertionError("guessed");
            } catch (Refusal refused) {
              return refused.reason();
            }
          });
    }
    List<Reason> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reason> answer : threads.invokeAll(guesses)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).filteredOn(Reason.INCORRECT_RESPONSE::equals).hasSize(5);
    assertThat(answers).filteredOn(Reason.LOCKED::equals).hasSize(35);
  }

  @Test
  void aSuspendedAdministratorDoesNothing() {
    Held held = ca.acquire(user);
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), administrator.name(), Examples.COUNTER));
    assertRefused(Reason.SUSPENDED, this::reissue);
    assertRefused(Reason.INCORRECT_RESPONSE, () -> reissue("wrong"));
    assertThat(ca.now(held.certificate()).revocation()).isEmpty();
  }

  @Test
  void aRequestThatIsSentAgainDoesNotHitTheNewCertificate() {
    ca.acquire(user);
    Chosen chosen = chosen(user.name());
    act(chosen);
    Held fresh = ca.acquire(user);
    assertRefused(Reason.ALREADY_REPLACED, () -> act(chosen));
    assertThat(ca.now(fresh.certificate()).revocation()).isEmpty();
    assertThat(ca.now(user).right()).isEmpty();
  }

  @Test
  void whatWasInIssuingComesToNothing() {
    Account account = ca.account(ca.kita);
    Order order = ca.order(account, user.name());
    ca.answerPin(account, order, PIN);
    ca.ca.mood(Mood.DIES_AFTER_SIGNING);
    assertThatThrownBy(() -> ca.finish(account, order, TestKeys.make())).isInstanceOf(Crash.class);
    ca.ca.mood(Mood.WELL);
    reissue();
    Held acquired = ca.acquire(user);
    ca.advance(Duration.ofMinutes(1));
    ca.step(() -> ca.use.resume.resume(Duration.ZERO));
    assertThat(ca.now(order)).isInstanceOf(Order.Invalid.class);
    assertThat(ca.ports.certificates().of(ca.kita.id(), user.name()))
        .containsExactly(acquired.certificate());
  }

  /// A thief who knew the PIN has proven an order and keeps it; the PIN is reset, the certificate
  /// reissued.
  @Test
  void anOrderThatWasProvenBeforeIsWorthNothingAfterwards() {
    Account thief = ca.account(ca.kita);
    Order kept = ca.order(thief, user.name());
    ca.answerPin(thief, kept, PIN);
    assertThat(ca.now(kept)).isInstanceOf(Order.Ready.class);
    ca.acquire(user);
    ca.step(
        () ->
            ca.use.resetPin.login(
                ca.kita, user.name(), Pin.attempt(CaHarness.TEMPORARY), Examples.COUNTER));
    reissue();
    assertRefused(Reason.ORDER_NOT_READY, () -> ca.finish(thief, kept, TestKeys.make()));
    ca.acquire(ca.kita, user.name(), CaHarness.TEMPORARY, Optional.of(PIN));
  }

  private Reason failure() {
    Account account = ca.account(ca.kita);
    return ca.answerPin(account, ca.order(account, user.name()), PIN)
        .error()
        .orElseThrow()
        .reason();
  }

  private Outcome reissue() {
    return reissue(PIN);
  }

  private Outcome reissue(String pin) {
    return reissue(ca.kita, administrator.name(), user.name(), pin);
  }

  private Outcome reissue(
      Institution institution, SubscriberName by, SubscriberName of, String pin) {
    return ca.step(
        () ->
            ca.use.revokeUser.reissue(
                institution, by, chosen(of), Pin.attempt(pin), Examples.FROM));
  }

  private void act(Chosen chosen) {
    ca.step(
        () ->
            ca.use.revokeUser.reissue(
                ca.kita, administrator.name(), chosen, Pin.attempt(PIN), Examples.FROM));
  }

  private Outcome revoke(Institution institution, Subscriber of) {
    return ca.step(
        () ->
            ca.use.revokeUser.revoke(
                institution,
                SubscriberName.administrator(of.name().contractId()),
                chosen(of.name()),
                Pin.attempt(PIN),
                Examples.FROM));
  }

  /// What the administrator's list shows.
  private Chosen chosen(SubscriberName of) {
    Institution institution = of.contractId().startsWith("0501") ? ca.hokuyo : ca.kita;
    return new Chosen(
        of,
        ca.ports.certificates().of(institution.id(), of).stream()
            .findFirst()
            .map(Certificate::serial));
  }

  private static void assertRefused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }
}
