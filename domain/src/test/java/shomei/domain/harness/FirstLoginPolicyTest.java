package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;
import static shomei.domain.harness.CaHarness.TEMPORARY;

import java.time.Instant;
import java.util.Optional;
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
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.BankAccount;

/// What the policy says of it: when, by what, and under which ID.
final class FirstLoginPolicyTest {
  private final Newcomers people = new Newcomers();
  private final CaHarness ca = people.ca;

  @BeforeEach
  void register() {
    people.corporation(Newcomers.CONTRACT, Optional.of(Newcomers.ACCOUNT));
  }

  @Test
  void outsideTheServiceHoursItSaysWhenTheyBegin() {
    // Friday 24 April 2026, 19:00 in Japan; the Monday after is a business day
    ca.clock.set(Instant.parse("2026-04-24T10:00:00Z"));
    String begun = ca.use.proveFirstLogin.begin(ca.hokuyo);
    assertThatThrownBy(
            () -> people.prove(people.pages.form(), begun, Newcomers.BY_ACCOUNT, TEMPORARY, PIN))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.reason()).isEqualTo(Reason.NOT_YET_ELIGIBLE);
              assertThat(r.failure().notBefore()).contains(Instant.parse("2026-04-27T00:00:00Z"));
            });
    assertThat(people.tries()).isZero();
    // Tuesday evening; Wednesday 29 April is a holiday
    ca.clock.set(Instant.parse("2026-04-28T12:00:00Z"));
    people.assertClosedUntil("2026-04-30T00:00:00Z");
    ca.clock.set(Instant.parse("2026-04-29T03:00:00Z"));
    people.assertClosedUntil("2026-04-30T00:00:00Z");
    // early on a business day
    ca.clock.set(Instant.parse("2026-04-29T23:59:59Z"));
    people.assertClosedUntil("2026-04-30T00:00:00Z");
    ca.clock.set(Instant.parse("2026-04-30T00:00:00Z"));
    assertThat(people.prove(Newcomers.BY_ACCOUNT)).isPresent();
  }

  @Test
  void whatWasBegunInTimeMayBeSentForFiveMinutesMore() {
    ca.clock.set(Instant.parse("2026-04-24T09:59:00Z"));
    String begun = ca.use.proveFirstLogin.begin(ca.hokuyo);
    ca.clock.set(Instant.parse("2026-04-24T10:03:00Z"));
    Newcomers.assertRefused(Reason.NOT_YET_ELIGIBLE, () -> people.prove(Newcomers.BY_ACCOUNT));
    String proven =
        people
            .prove(people.pages.form(), begun, Newcomers.BY_ACCOUNT, TEMPORARY, PIN)
            .orElseThrow();
    ca.clock.set(Instant.parse("2026-04-24T10:05:00Z"));
    Newcomers.assertRefused(
        Reason.NOT_YET_ELIGIBLE,
        () -> people.prove(people.pages.form(), begun, Newcomers.BY_ACCOUNT, TEMPORARY, PIN));
    Newcomers.assertRefused(Reason.NOT_YET_ELIGIBLE, () -> people.acquire(proven));
    ca.clock.set(Instant.parse("2026-04-24T10:04:59Z"));
    assertThat(people.acquire(proven)).isInstanceOf(Outcome.Acquired.class);
  }

  @Test
  void anAdministratorIsKnownByWhatThePolicySaysAlone() {
    Newcomers.assertRefused(
        Reason.MALFORMED, () -> people.prove(new Reference.OfSeat(Newcomers.MASTER)));
    people.under(Policy.Reference.CONTRACT_ID, Policy.LoginIdChoice.ASSIGNED);
    Newcomers.assertRefused(Reason.MALFORMED, () -> people.prove(Newcomers.BY_ACCOUNT));
    assertThat(people.prove(new Reference.OfSeat(Newcomers.MASTER))).isPresent();
  }

  @Test
  void theCounterRegistersAnAccountWhereThePolicyWantsItAndNowhereElse() {
    Newcomers.assertRefused(
        Reason.MALFORMED, () -> people.corporation("0501D00602", Optional.empty()));
    Newcomers.assertRefused(
        Reason.MALFORMED, () -> people.corporation("0501D00602", Optional.of(Newcomers.ACCOUNT)));
    people.under(Policy.Reference.CONTRACT_ID, Policy.LoginIdChoice.ASSIGNED);
    Newcomers.assertRefused(
        Reason.MALFORMED,
        () ->
            people.corporation(
                "0501D00602", Optional.of(BankAccount.of("1", BankAccount.Kind.CURRENT, "1"))));
    assertThat(people.corporation("0501D00602", Optional.empty()).activated()).isFalse();
  }

  @Test
  void anIdOfChoiceIsTheSeatsNameFromThenOn() {
    people.under(Policy.Reference.ACCOUNT, Policy.LoginIdChoice.CHOSEN);
    String proven = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, proven))
        .contains(new AcquireLoginId.Proven(Newcomers.MASTER, true));
    for (String id :
        new String[] {"", "short", "with blank", "nul\0nul", "x".repeat(31), "緑緑緑緑緑緑"}) {
      Newcomers.assertRefused(
          Reason.MALFORMED,
          () -> people.send(people.filled(proven, id, "緑　太郎", "taro@example.jp")));
    }
    SubscriberName own = SubscriberName.administrator("midori01");
    assertThat(people.send(people.filled(proven, "midori01", "緑　太郎", "taro@example.jp")))
        .isEqualTo(new Outcome.Acquired(own));
    assertThat(ca.ports.subscribers().find(ca.hokuyo.id(), Newcomers.MASTER)).isEmpty();
    Account account = ca.account(ca.hokuyo);
    var order = ca.order(account, own);
    assertThat(ca.answerPin(account, order, Newcomers.OWN).status())
        .isEqualTo(Authorization.Status.VALID);
    ca.issue(account, order);
  }

  @Test
  void anIdThatIsTakenIsToldAndAnotherMayBeChosen() {
    people.corporation(
        "0501D00602", Optional.of(BankAccount.of("1", BankAccount.Kind.CURRENT, "1")));
    people.under(Policy.Reference.ACCOUNT, Policy.LoginIdChoice.CHOSEN);
    String proven = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    assertThat(people.send(people.filled(proven, "0501D00602", "緑　太郎", "taro@example.jp")))
        .isEqualTo(new Outcome.Refused(Why.ID_TAKEN));
    assertThat(people.send(people.filled(proven, "midori01", "緑　太郎", "taro@example.jp")))
        .isInstanceOf(Outcome.Acquired.class);
  }

  @Test
  void anAdministratorWhoseUsersAreThereKeepsTheId() {
    people.user("S");
    people.under(Policy.Reference.ACCOUNT, Policy.LoginIdChoice.CHOSEN);
    String proven = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, proven))
        .contains(new AcquireLoginId.Proven(Newcomers.MASTER, false));
    assertThat(people.acquire(proven)).isEqualTo(new Outcome.Acquired(Newcomers.MASTER));
  }

  @Test
  void whereThePolicyDoesNotSayItThereIsNone() {
    assertThat(ca.administrator(ca.kita, "12345678901234").activated()).isTrue();
    String begun = ca.use.proveFirstLogin.begin(ca.kita);
    var form =
        new ProveFirstLogin.Submitted(
            people.pages.form(),
            begun,
            Newcomers.BY_ACCOUNT,
            Pin.attempt(TEMPORARY),
            Pin.attempt(PIN));
    Newcomers.assertRefused(
        Reason.NOT_FOUND, () -> ca.use.proveFirstLogin.prove(ca.kita, form, Examples.FROM));
    Newcomers.assertRefused(
        Reason.NOT_FOUND,
        () -> ca.use.acquireLoginId.acquire(ca.kita, people.filled(""), Examples.FROM));
  }
}
