package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.harness.CaHarness.PIN;
import static shomei.domain.harness.CaHarness.TEMPORARY;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.activation.AcquireLoginId;
import shomei.domain.activation.AcquireLoginId.Outcome;
import shomei.domain.activation.AcquireLoginId.Why;
import shomei.domain.activation.ProveFirstLogin.Reference;
import shomei.domain.authorization.Authorization;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.notice.Mail;
import shomei.domain.subscriber.Subscriber;

/// How people come to their login ID (seed 004).
final class FirstLoginTest {
  private final Newcomers people = new Newcomers();
  private final CaHarness ca = people.ca;
  private Subscriber master;

  @BeforeEach
  void register() {
    master = people.corporation(Newcomers.CONTRACT, Optional.of(Newcomers.ACCOUNT));
  }

  @Test
  void whoHasTheLetterAcquiresTheIdAndThenTheCertificate() {
    assertThat(master.right()).isEmpty();
    String proven = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, proven))
        .contains(new AcquireLoginId.Proven(Newcomers.MASTER, false));
    assertThat(people.acquire(proven)).isEqualTo(new Outcome.Acquired(Newcomers.MASTER));
    Subscriber seat = ca.now(master);
    assertThat(seat.right()).contains(ca.clock.instant());
    assertThat(seat.registration().name()).isEqualTo("緑　太郎");
    assertThat(seat.mail()).isEqualTo("taro@example.jp");
    assertThat(seat.temporaryPin() || seat.temporaryConfirmationPin()).isFalse();
    Account account = ca.account(ca.hokuyo);
    var order = ca.order(account, Newcomers.MASTER);
    assertThat(ca.answerPin(account, order, Newcomers.OWN).status())
        .isEqualTo(Authorization.Status.VALID);
    ca.issue(account, order);
  }

  @Test
  void aUserAcquiresTheIdThatTheAdministratorGave() {
    Subscriber user = people.user("S");
    assertThat(user.right()).isEmpty();
    assertThat(user.temporaryPin() && user.temporaryConfirmationPin()).isTrue();
    String proven = people.prove(new Reference.OfSeat(Newcomers.USER)).orElseThrow();
    assertThat(people.acquire(proven)).isEqualTo(new Outcome.Acquired(Newcomers.USER));
    assertThat(ca.now(user).right()).isPresent();
  }

  @Test
  void beforeItTheSeatIsNobodysAtAcquisitionAndTheCounterOpensNothing() {
    Failure nobodys = people.failure(SubscriberName.administrator("0501D99999"), TEMPORARY);
    int macs = ca.token.macs();
    people.failure(SubscriberName.administrator("0501D99998"), TEMPORARY);
    int spent = ca.token.macs() - macs;
    macs = ca.token.macs();
    assertThat(people.failure(Newcomers.MASTER, TEMPORARY)).isEqualTo(nobodys);
    assertThat(ca.token.macs() - macs).as("work").isEqualTo(spent);
    assertThat(people.tries()).isOne();
    Newcomers.assertRefused(
        Reason.NOT_ELIGIBLE,
        () -> ca.use.openAcquisition.open(ca.hokuyo, Newcomers.MASTER, Examples.COUNTER));
  }

  @Test
  void strangersGetOneAnswerWhateverIsWrong() {
    Subscriber suspended = people.user("S");
    ca.use.suspension.suspend(ca.hokuyo.id(), suspended.name(), Examples.COUNTER);
    people.user("T");
    Reference done = new Reference.OfSeat(SubscriberName.user(Newcomers.CONTRACT, "T"));
    people.acquire(people.prove(done).orElseThrow());
    int before = ca.token.macs();
    assertThat(people.prove(Newcomers.BY_ACCOUNT, "wrong1", PIN)).as("a wrong login PIN").isEmpty();
    int spent = ca.token.macs() - before;
    before = ca.token.macs();
    assertThat(people.prove(Newcomers.nobodys(1), TEMPORARY, PIN)).as("nobody's account").isEmpty();
    assertThat(ca.token.macs() - before).as("work").isEqualTo(spent);
    assertThat(people.prove(Newcomers.BY_ACCOUNT, TEMPORARY, "wrong1"))
        .as("a wrong confirmation PIN")
        .isEmpty();
    assertThat(people.prove(new Reference.OfSeat(Newcomers.USER))).as("suspended").isEmpty();
    assertThat(people.prove(done)).as("activated, with the letter").isEmpty();
    before = ca.token.macs();
    assertThat(people.prove(done, Newcomers.OWN, Newcomers.OWN_CONFIRMATION))
        .as("activated, own PINs")
        .isEmpty();
    assertThat(ca.token.macs() - before).as("work").isEqualTo(spent);
    assertThat(people.prove(new Reference.OfSeat(SubscriberName.user("9999D99999", "S"))))
        .as("nobody's ID")
        .isEmpty();
  }

  @Test
  void tryingAnAccountThatNobodyHasWaitsLikeOneThatExists() {
    for (Reference reference : new Reference[] {Newcomers.BY_ACCOUNT, Newcomers.nobodys(1)}) {
      for (int i = 0; i < 5; i++) {
        assertThat(people.prove(reference, "wrong" + i, PIN)).isEmpty();
      }
      Newcomers.assertRefused(Reason.RATE_LIMITED, () -> people.prove(reference, "wrong6", PIN));
    }
  }

  @Test
  void wrongPinsHereAndAtAcquisitionAreOneCountAndOneLock() {
    for (int i = 0; i < 3; i++) {
      ca.from = Examples.from(i);
      people.prove(Newcomers.BY_ACCOUNT, "wrong" + i, PIN);
      people.failure(Newcomers.MASTER, "wrong" + i);
    }
    assertThat(people.tries()).isEqualTo(6);
    ca.from = Examples.from(9);
    assertThat(people.prove(Newcomers.BY_ACCOUNT)).as("locked").isEmpty();
    ca.use.unlock.unlock(ca.hokuyo.id(), Newcomers.MASTER, Examples.COUNTER);
    assertThat(people.prove(Newcomers.BY_ACCOUNT)).isPresent();
    assertThat(people.tries()).as("a right try is none").isZero();
  }

  @Test
  void aFormThatIsSentTwiceIsTriedOnceAndSetUpOnce() {
    Octets form = people.pages.form();
    String begun = ca.use.proveFirstLogin.begin(ca.hokuyo);
    assertThat(people.prove(form, begun, Newcomers.BY_ACCOUNT, "wrong1", PIN)).isEmpty();
    assertThat(people.prove(form, begun, Newcomers.BY_ACCOUNT, "wrong1", PIN)).isEmpty();
    assertThat(people.tries()).isOne();
    Octets right = people.pages.form();
    Optional<String> proven = people.prove(right, begun, Newcomers.BY_ACCOUNT, TEMPORARY, PIN);
    assertThat(people.prove(right, begun, Newcomers.BY_ACCOUNT, TEMPORARY, PIN)).isEqualTo(proven);
    var filled = people.filled(proven.orElseThrow());
    Outcome first = people.send(filled);
    ca.advance(Duration.ofHours(2));
    assertThat(people.send(filled))
        .isEqualTo(first)
        .isEqualTo(new Outcome.Acquired(Newcomers.MASTER));
    assertThat(people.entries(Act.LOGIN_ID_ACQUIRED)).isOne();
  }

  @Test
  void whoIsCutOffBeginsAgainAndLosesNothing() {
    assertThat(people.prove(Newcomers.BY_ACCOUNT)).isPresent();
    ca.restart();
    assertThat(people.acquire(people.prove(Newcomers.BY_ACCOUNT).orElseThrow()))
        .isEqualTo(new Outcome.Acquired(Newcomers.MASTER));
  }

  @Test
  void ofTwoBrowsersTheFirstSetsUpAndTheOtherIsOver() {
    String one = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    String other = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    assertThat(people.acquire(one)).isInstanceOf(Outcome.Acquired.class);
    assertThat(people.acquire(other)).isEqualTo(new Outcome.Refused(Why.OVER));
    assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, other)).isEmpty();
  }

  @Test
  void whatWasProvenIsOverAfterHalfAnHourOrAnotherLetter() {
    String old = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    ca.advance(Duration.ofMinutes(31));
    assertThat(people.acquire(old)).isEqualTo(new Outcome.Refused(Why.OVER));
    String lost = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    ca.use.resetPin.login(ca.hokuyo, Newcomers.MASTER, Pin.attempt("anOther1"), Examples.COUNTER);
    assertThat(people.acquire(lost)).isEqualTo(new Outcome.Refused(Why.OVER));
    assertThat(people.prove(Newcomers.BY_ACCOUNT, "anOther1", PIN)).isPresent();
  }

  @Test
  void nobodyWritesASlip() {
    String proven = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    String later = proven.replaceFirst("\\.0\\.", ".1.");
    for (String slip :
        new String[] {"", ".", "proven.", later, proven + "0", "begun.1." + proven}) {
      assertThat(people.acquire(slip)).as(slip).isEqualTo(new Outcome.Refused(Why.OVER));
      assertThat(ca.use.acquireLoginId.proven(ca.hokuyo, slip)).as(slip).isEmpty();
    }
    String begun = ca.use.proveFirstLogin.begin(ca.hokuyo);
    assertThat(people.acquire(begun)).isEqualTo(new Outcome.Refused(Why.OVER));
    Newcomers.assertRefused(
        Reason.MALFORMED,
        () -> people.prove(people.pages.form(), proven, Newcomers.BY_ACCOUNT, TEMPORARY, PIN));
    assertThat(people.tries()).isZero();
  }

  @Test
  void thePinsAreOwnOnes() {
    String proven = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    assertThat(people.acquire(proven, Newcomers.OWN, Newcomers.OWN))
        .isEqualTo(new Outcome.Refused(Why.PINS_SAME));
    for (String temporary : new String[] {TEMPORARY, PIN}) {
      assertThat(people.acquire(proven, temporary, Newcomers.OWN))
          .isEqualTo(new Outcome.Refused(Why.LOGIN_PIN_TEMPORARY));
      assertThat(people.acquire(proven, Newcomers.OWN, temporary))
          .isEqualTo(new Outcome.Refused(Why.CONFIRMATION_PIN_TEMPORARY));
    }
    Newcomers.assertRefused(Reason.MALFORMED, () -> people.acquire(proven, "1", Newcomers.OWN));
    Newcomers.assertRefused(
        Reason.MALFORMED, () -> people.acquire(proven, Newcomers.OWN, "oWn\0" + "4567"));
    assertThat(people.acquire(proven)).isInstanceOf(Outcome.Acquired.class);
  }

  @Test
  void whatCannotBeKeptIsMalformed() {
    String proven = people.prove(Newcomers.BY_ACCOUNT).orElseThrow();
    for (String name : new String[] {"", "緑\0", "Taro\nX", "緑".repeat(53)}) {
      Newcomers.assertRefused(
          Reason.MALFORMED, () -> people.send(people.filled(proven, "", name, "taro@example.jp")));
    }
    Newcomers.assertRefused(
        Reason.MALFORMED, () -> people.send(people.filled(proven, "", "緑", "taro\0@example.jp")));
    assertThat(ca.now(master)).isEqualTo(master);
  }

  @Test
  void theHolderIsMailedAndSoIsTheAddressThatWasRegistered() {
    people.acquire(people.prove(Newcomers.BY_ACCOUNT).orElseThrow());
    ca.use.tellOfActs.decide(10);
    ca.use.deliverMail.deliver(10);
    assertThat(ca.inbox.mails())
        .filteredOn(mail -> mail.text() == Mail.Text.ACTIVATED)
        .extracting(Mail::to)
        .containsExactlyInAnyOrder("taro@example.jp", "admin@example.jp");
    Entry entry =
        ca.ports.history().on(ca.hokuyo.id(), "subscriber:" + Newcomers.MASTER).stream()
            .filter(one -> one.act() == Act.LOGIN_ID_ACQUIRED)
            .findFirst()
            .orElseThrow();
    assertThat(entry.details())
        .containsEntry("mailBefore", "admin@example.jp")
        .containsEntry("address", Examples.FROM.address());
  }
}
