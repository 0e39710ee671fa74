package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;

import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinKind;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ChangeOwnPin;
import shomei.domain.session.ChangeOwnPin.Outcome;
import shomei.domain.session.ContinueSession;
import shomei.domain.subscriber.ConfirmAct;
import shomei.domain.subscriber.Subscriber;

/// A holder changes the own PINs (seeds 001, 004).
final class OwnPinTest {
  private static final String CONTRACT = "12345678901234";
  private static final String NEXT = "nExt4567";

  private final CaHarness ca = new CaHarness();
  private final AtPages pages = new AtPages(ca);
  private Subscriber seat;
  private ContinueSession.Outcome.Good holder;

  @BeforeEach
  void logIn() {
    CaHarness.Held held = ca.acquire(ca.administrator(ca.kita, CONTRACT));
    holder = pages.session(held);
    seat = holder.seat();
  }

  @Test
  void theNewLoginPinIsTheOneThatCountsAndTheSessionIsOver() {
    assertThat(change(PinKind.LOGIN, PIN, NEXT)).isEqualTo(Outcome.CHANGED);
    assertThat(ca.now(seat).revision()).isGreaterThan(holder.session().revision());
    assertThat(change(PinKind.LOGIN, PIN, "oTher567")).isEqualTo(Outcome.WRONG_PIN);
    assertThat(change(PinKind.LOGIN, NEXT, "oTher567")).isEqualTo(Outcome.CHANGED);
    assertThat(ca.now(seat).confirmationPin()).isEqualTo(seat.confirmationPin());
  }

  @Test
  void aTemporaryConfirmationPinAuthorisesOnceItIsChanged() {
    ca.use.resetPin.confirmation(ca.kita, seat.name(), Pin.attempt("Conf5678"), Examples.COUNTER);
    assertThat(confirm("Conf5678")).isEqualTo(ConfirmAct.Outcome.PIN_CHANGE_REQUIRED);
    assertThat(change(PinKind.CONFIRMATION, "Conf5678", NEXT)).isEqualTo(Outcome.CHANGED);
    assertThat(confirm(NEXT)).isEqualTo(ConfirmAct.Outcome.CONFIRMED);
    assertThat(confirm("Conf5678")).isEqualTo(ConfirmAct.Outcome.WRONG_PIN);
    Entry changed = last(Act.PIN_CHANGED);
    assertThat(changed.details())
        .containsEntry("pin", "confirmation")
        .containsEntry("address", Examples.FROM.address())
        .containsKey("certificate");
  }

  @Test
  void theNewPinIsNeitherTheCurrentNorTheOtherOne() {
    assertThat(change(PinKind.LOGIN, PIN, PIN)).isEqualTo(Outcome.UNCHANGED);
    assertThat(change(PinKind.LOGIN, PIN, NEXT)).isEqualTo(Outcome.CHANGED);
    assertThat(change(PinKind.CONFIRMATION, PIN, NEXT)).isEqualTo(Outcome.SAME_AS_OTHER);
    assertThat(change(PinKind.CONFIRMATION, "wrong", NEXT))
        .as("who does not know it hears nothing")
        .isEqualTo(Outcome.WRONG_PIN);
  }

  @Test
  void aPinWithoutItsFormIsNoTry() {
    assertRefused(Reason.MALFORMED, () -> change(PinKind.LOGIN, "wrong", "1"));
    assertThat(wrong()).isZero();
  }

  @Test
  void aFormThatIsSentTwiceCountsOnceAndChangesOnce() {
    Octets form = pages.form();
    for (int i = 0; i < 3; i++) {
      assertThat(change(form, PinKind.LOGIN, "wrong", NEXT)).isEqualTo(Outcome.WRONG_PIN);
    }
    assertThat(wrong()).isOne();
    for (int i = 0; i < 3; i++) {
      assertThat(change(form, PinKind.LOGIN, PIN, NEXT)).isEqualTo(Outcome.CHANGED);
    }
    assertThat(ca.now(seat).revision()).isEqualTo(seat.revision() + 1);
  }

  @Test
  void wrongPinsLockTheSeat() {
    for (int i = 0; i < 5; i++) {
      assertThat(change(PinKind.LOGIN, "wrong", NEXT)).isEqualTo(Outcome.WRONG_PIN);
    }
    assertThat(change(PinKind.LOGIN, PIN, NEXT)).isEqualTo(Outcome.LOCKED);
    assertThat(last(Act.PIN_LOCKED).details()).containsEntry("pin", "login");
  }

  @Test
  void aSuspendedSeatStaysAsItIs() {
    ca.use.suspension.suspend(ca.kita.id(), seat.name(), Examples.COUNTER);
    assertRefused(Reason.SUSPENDED, () -> change(PinKind.LOGIN, PIN, NEXT));
    assertThat(ca.now(seat).suspended()).isTrue();
    assertThat(ca.now(seat).loginPin()).isEqualTo(seat.loginPin());
    assertThat(wrong()).isZero();
  }

  @Test
  void withoutACertificateTheLoginPinAloneIsChanged() {
    Subscriber user = ca.user(ca.kita, CONTRACT, "user1");
    holder = pages.session(ca.kita, user.name(), Optional.empty());
    assertRefused(Reason.UNAUTHORIZED, () -> change(PinKind.CONFIRMATION, PIN, NEXT));
    assertThat(change(PinKind.LOGIN, "wrong", NEXT)).isEqualTo(Outcome.WRONG_PIN);
    assertThat(change(PinKind.LOGIN, PIN, NEXT)).isEqualTo(Outcome.CHANGED);
  }

  private Outcome change(PinKind kind, String current, String next) {
    return change(pages.form(), kind, current, next);
  }

  private Outcome change(Octets form, PinKind kind, String current, String next) {
    return ca.step(
        () ->
            ca.use.changeOwnPin.change(
                ca.kita,
                holder,
                new ChangeOwnPin.Submitted(form, kind, Pin.attempt(current), Pin.attempt(next)),
                Examples.FROM));
  }

  private ConfirmAct.Outcome confirm(String pin) {
    return ca.use.confirm.confirm(ca.kita, seat.name(), Pin.attempt(pin), Examples.FROM);
  }

  private int wrong() {
    return ca.ports.subscribers().lockStatus(ca.kita.id(), seat.name()).wrong();
  }

  private Entry last(Act act) {
    return ca.ports.history().on(ca.kita.id(), "subscriber:" + seat.name()).stream()
        .filter(entry -> entry.act() == act)
        .toList()
        .getLast();
  }

  private static void assertRefused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }
}
