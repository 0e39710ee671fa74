package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.harness.CaHarness.PIN;
import static shomei.domain.harness.CaHarness.TEMPORARY;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Subscriber;

/// After `pins.stretch` has changed, what a try costs tells nobody when a PIN was kept, and PINs go
/// over to the new cost as they are used. The work is counted, not timed.
final class StretchTest {
  private static final String CONTRACT = "12345678901234";
  private static final SubscriberName NOBODY = SubscriberName.user(CONTRACT, "nobody");
  private static final Optional<Policy.Stretch> NONE = Optional.empty();
  private static final Optional<Policy.Stretch> OLD = Optional.of(new Policy.Stretch(1024, 1, 1));
  private static final Optional<Policy.Stretch> NEW =
      Optional.of(new Policy.Stretch(19 * 1024, 2, 1));

  private final CaHarness ca = new CaHarness();
  private Subscriber plain;
  private Subscriber old;
  private Subscriber fresh;

  /// Three seats of one institution whose policy has had three costs, the last one now.
  @BeforeEach
  void register() {
    under(NONE);
    ca.administrator(ca.kita, CONTRACT);
    plain = ca.user(ca.kita, CONTRACT, "plain");
    under(OLD);
    old = ca.user(ca.kita, CONTRACT, "old");
    under(NEW);
    fresh = ca.user(ca.kita, CONTRACT, "fresh");
    ca.stretch.taken();
  }

  private void under(Optional<Policy.Stretch> stretch) {
    ca.restart(
        new Policies(
            Map.of(
                "biznet",
                Examples.biznet().withPins(Examples.pins(stretch)),
                "densai",
                Examples.densai())));
  }

  @Test
  void aWrongPinCostsTheSameInTheSameOrderAtEverySeatAndAtNobodys() {
    for (SubscriberName seat : List.of(plain.name(), old.name(), fresh.name(), NOBODY)) {
      tryPin(seat, "wrong1");
      assertThat(ca.stretch.taken())
          .as("%s", seat)
          .containsExactly(OLD.orElseThrow(), NEW.orElseThrow());
    }
  }

  @Test
  void aWrongConfirmationPinCostsTheSameLikewise() {
    for (String contract : List.of(CONTRACT, "99999999999999")) {
      assertThat(confirm(contract, "wrong1")).isFalse();
      assertThat(ca.stretch.taken())
          .as(contract)
          .containsExactly(OLD.orElseThrow(), NEW.orElseThrow());
    }
  }

  @Test
  void aPinIsKeptAnewAtItsNextRightUseAndThatIsNoActOnTheSeat() {
    for (Subscriber seat : List.of(plain, old)) {
      Account account = ca.account(ca.kita);
      var order = ca.order(account, seat.name());
      ca.answerPin(account, order, PIN);
      Subscriber kept = ca.now(seat);
      assertThat(kept.loginPin().stretch()).isEqualTo(NEW);
      assertThat(kept.loginPin().salt()).isNotEqualTo(seat.loginPin().salt());
      assertThat(kept.confirmationPin()).isEqualTo(seat.confirmationPin());
      assertThat(kept.revision()).isEqualTo(seat.revision());
      assertThat(kept.temporaryPin()).isFalse();
      assertThat(entries(seat, Act.PIN_CHANGED)).isZero();
      ca.issue(account, order);
      ca.reopen(ca.kita, seat.name());
      ca.clock.advance(Duration.ofDays(4));
      ca.acquire(ca.kita, seat.name(), PIN, Optional.empty());
    }
  }

  @Test
  void aWrongPinIsNeverKept() {
    tryPin(old.name(), "wrong1");
    assertThat(ca.now(old)).isEqualTo(old);
  }

  @Test
  void aPinAtThePolicysCostIsLeftAsItIs() {
    tryPin(fresh.name(), PIN);
    assertThat(ca.now(fresh).loginPin()).isEqualTo(fresh.loginPin());
  }

  @Test
  void aTemporaryPinStaysTemporaryUntilItIsChanged() {
    Subscriber administrator = seat(SubscriberName.administrator(CONTRACT));
    tryPin(administrator.name(), TEMPORARY);
    Subscriber kept = ca.now(administrator);
    assertThat(kept.loginPin().stretch()).isEqualTo(NEW);
    assertThat(kept.temporaryPin()).isTrue();
    ca.acquire(ca.kita, administrator.name(), TEMPORARY, Optional.of(PIN));
    assertThat(ca.now(administrator).temporaryPin()).isFalse();
  }

  @Test
  void aConfirmationPinIsKeptAnewToo() {
    assertThat(confirm(CONTRACT, PIN)).isTrue();
    Subscriber administrator = seat(SubscriberName.administrator(CONTRACT));
    assertThat(administrator.confirmationPin().stretch()).isEqualTo(NEW);
    assertThat(administrator.loginPin().stretch()).isEqualTo(NONE);
    assertThat(administrator.revision()).isZero();
    assertThat(confirm(CONTRACT, PIN)).isTrue();
  }

  @Test
  void aCostThatNobodysPinHasAnyMoreIsSpentNoLongerThanAnHour() {
    tryPin(old.name(), PIN);
    ca.use.resetPin.confirmation(ca.kita, old.name(), Pin.attempt(PIN), Examples.COUNTER);
    ca.stretch.taken();
    tryPin(NOBODY, "wrong1");
    assertThat(ca.stretch.taken()).hasSize(2);
    ca.clock.advance(Duration.ofHours(1));
    tryPin(NOBODY, "wrong2");
    assertThat(ca.stretch.taken()).containsExactly(NEW.orElseThrow());
  }

  @Test
  void aCostThatAnotherNodeBroughtIsSpentForAllOnceItWasMet() {
    tryPin(NOBODY, "wrong1");
    var third = Optional.of(new Policy.Stretch(2048, 3, 1));
    var here = ca.use;
    under(third);
    Subscriber late = ca.user(ca.kita, CONTRACT, "late");
    ca.use = here;
    tryPin(late.name(), "wrong1");
    ca.stretch.taken();
    tryPin(NOBODY, "wrong2");
    assertThat(ca.stretch.taken()).hasSize(3).contains(third.orElseThrow());
  }

  private void tryPin(SubscriberName seat, String pin) {
    Account account = ca.account(ca.kita);
    ca.answerPin(account, ca.order(account, seat), pin);
  }

  /// Whether the administrator's confirmation PIN was taken.
  private boolean confirm(String contract, String pin) {
    var chosen =
        new ConfirmedRevocation.Chosen(SubscriberName.user(contract, "plain"), Optional.empty());
    try {
      ca.use.revokeUser.reissue(
          ca.kita, SubscriberName.administrator(contract), chosen, Pin.attempt(pin), Examples.FROM);
      return true;
    } catch (Refusal refused) {
      return false;
    }
  }

  private Subscriber seat(SubscriberName name) {
    return ca.ports.subscribers().find(ca.kita.id(), name).orElseThrow();
  }

  private long entries(Subscriber seat, Act act) {
    return ca.ports.history().on(ca.kita.id(), "subscriber:" + seat.name()).stream()
        .filter(entry -> entry.act() == act)
        .count();
  }
}
