package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.stranger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.PinTry.Count;
import shomei.domain.subscriber.PinTry.Lock;

/// What [shomei.domain.subscriber.Subscribers] promises of the locks that tries at PINs make, and
/// of how long tries are kept.
public abstract class PinLocksContract extends PinContract {
  @Test
  void triesFromThreeNetworksLockAcquisitionAndTheLockingOneMayStillBeRight() {
    for (int i = 0; i < 4; i++) {
      assertThat(given.tried(user, stranger(1 + i % 2)).locks()).isFalse();
    }
    PinTry.Attempt fifth = given.tried(user, stranger(1));
    assertThat(fifth.number()).isEqualTo(5);
    assertThat(fifth.locks()).as("from two networks").isFalse();
    PinTry.Attempt sixth = given.tried(user, stranger(3));
    assertThat(sixth.locks()).isTrue();
    assertThat(sixth.locked()).isFalse();
    assertThat(given.tried(user, stranger(4)).locked()).isTrue();
    assertThat(given.tried(user, stranger(4)).locks()).isFalse();
    assertThat(ports.subscribers().lockStatus(MIDORI, user).lock()).isEqualTo(Lock.ACQUISITION);
    ports.subscribers().forget(sixth);
    assertThat(ports.subscribers().lockStatus(MIDORI, user).lock()).isEqualTo(Lock.NONE);
  }

  @Test
  void parallelTriesFromManyNetworksGetNoMoreThanThePolicysBeforeTheLock() throws Exception {
    for (SubscriberName name : List.of(user, NOBODY)) {
      var counted = Parallel.run(20, i -> given.tried(name, stranger(i)));
      assertThat(numbers(List.copyOf(counted)))
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
      assertThat(counted).filteredOn(tried -> !tried.locked()).hasSize(5);
      assertThat(counted).filteredOn(PinTry.Attempt::locks).hasSize(1);
    }
  }

  @Test
  void theLockOfStrangersIsOnAllAccountsAndOnNobodyWhoHoldsTheSeat() {
    var holder = account(certificate());
    lockByStrangers(user);
    assertThat(given.tried(user, holder).locked()).isTrue();
    assertThat(given.tried(user, HOLDER).locked()).isFalse();
    assertThat(given.tried(user, ADMINISTRATOR).locked()).isFalse();
  }

  @Test
  void anAccountThatHasProvenTheSeatLocksEverythingFromOneNetwork() {
    var holder = account(certificate());
    for (int i = 1; i <= 5; i++) {
      PinTry.Attempt tried = given.tried(user, holder);
      assertThat(tried.count()).isEqualTo(Count.ACCOUNTS);
      assertThat(tried.locked()).isFalse();
      assertThat(tried.locks()).isEqualTo(i == 5);
    }
    assertThat(ports.subscribers().lockStatus(MIDORI, user).lock()).isEqualTo(Lock.ALL);
    for (PinTry.By by : List.of(holder, stranger(1), HOLDER, ADMINISTRATOR)) {
      assertThat(given.tried(user, by).locked()).isTrue();
    }
  }

  @Test
  void anAccountIsAStrangerAtOtherSeatsAndOnceItsCertificateIsRevoked() {
    Certificate certificate = certificate();
    var holder = account(certificate);
    SubscriberName other = given.user("12345678901234", "user2").name();
    assertThat(given.tried(other, holder).known()).isFalse();
    assertThat(given.tried(user, holder).known()).isTrue();
    ports
        .certificates()
        .revoke(
            certificate.serial(),
            new Certificate.Revocation(NOW, Optional.empty()),
            entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()));
    assertThat(given.tried(user, holder).known()).isFalse();
  }

  @Test
  void holdersAndTheConfirmationPinHaveCountsOfTheirOwnAndEachLocksEverything() {
    for (PinTry.By guesser : List.of(HOLDER, ADMINISTRATOR)) {
      for (int i = 1; i <= 5; i++) {
        assertThat(given.tried(user, guesser).number()).isEqualTo(i);
      }
      for (PinTry.By by : List.of(HOLDER, ADMINISTRATOR, stranger(1))) {
        assertThat(given.tried(user, by).locked()).isTrue();
      }
      unlock(user);
    }
  }

  @Test
  void aRightPinLeavesTheOtherCountsAlone() {
    given.tried(user, HOLDER);
    given.tried(user, ADMINISTRATOR);
    ports.subscribers().forget(given.tried(user, HOLDER));
    ports.subscribers().forget(given.tried(user, stranger(1)));
    assertThat(given.tried(user, ADMINISTRATOR).number()).isEqualTo(2);
    assertThat(given.tried(user, HOLDER).number()).isOne();
  }

  @Test
  void triesAreKeptForAsLongAsThePolicySaysAtSeatsAndAtNamesThatNobodyHas() {
    for (SubscriberName name : List.of(user, NOBODY)) {
      for (int i = 0; i < 4; i++) {
        given.tried(name, stranger(i));
      }
      assertThat(numbers(List.of(free(name, stranger(1), NOW.plus(DAY))))).containsExactly(5);
    }
    SubscriberName next = given.user("12345678901234", "user2").name();
    for (SubscriberName name : List.of(next, SubscriberName.user("12345678901234", "none"))) {
      for (int i = 0; i < 5; i++) {
        given.tried(name, stranger(1));
      }
      Instant later = NOW.plus(DAY).plusMillis(1);
      for (int i = 1; i <= 5; i++) {
        assertThat(numbers(List.of(free(name, stranger(1), later)))).containsExactly(i);
      }
      assertThat(free(name, stranger(1), later)).isInstanceOf(PinTry.Refused.class);
    }
  }

  @Test
  void aLockOutlivesTheTriesThatMadeIt() {
    lockByStrangers(user);
    Instant later = NOW.plus(DAY.multipliedBy(300));
    assertThat(((PinTry.Attempt) free(user, stranger(1), later)).locked()).isTrue();
  }

  @Test
  void oldTriesAreForgottenAtSeatsAndAtNamesThatNobodyHasAlikeAndLocksAreNot() {
    lockByStrangers(user);
    lockByStrangers(NOBODY);
    SubscriberName other = given.user("12345678901234", "user2").name();
    given.tried(other, stranger(1));
    given.tried(other, HOLDER);
    count(other, ADMINISTRATOR, NOW.plusSeconds(60));
    assertThat(ports.subscribers().forgetTries(Given.AKEBONO, NOW.plusSeconds(60))).isZero();
    assertThat(ports.subscribers().forgetTries(MIDORI, NOW.plusSeconds(60)))
        .as("nobody's count and its three networks, the seat's three; two counts and a network")
        .isEqualTo(4 + 3 + 3);
    assertThat(ports.subscribers().lockStatus(MIDORI, NOBODY))
        .isEqualTo(new PinTry.LockStatus(0, Lock.NONE));
    assertThat(ports.subscribers().lockStatus(MIDORI, user))
        .isEqualTo(new PinTry.LockStatus(5, Lock.ACQUISITION));
    assertThat(given.wrong(other)).isOne();
  }

  @Test
  void unlockingSetsEverythingBackForThatSeatAlone() {
    SubscriberName other = given.user("12345678901234", "user2").name();
    for (SubscriberName name : List.of(user, other)) {
      lockByStrangers(name);
      given.tried(name, HOLDER);
      given.tried(name, ADMINISTRATOR);
    }
    exhaust(user, 1);
    unlock(user);
    assertThat(ports.subscribers().lockStatus(MIDORI, user))
        .isEqualTo(new PinTry.LockStatus(0, Lock.NONE));
    assertThat(numbers(List.of(count(user, stranger(1), NOW)))).containsExactly(1);
    assertThat(ports.subscribers().lockStatus(MIDORI, other).lock()).isEqualTo(Lock.ACQUISITION);
    assertThat(given.entries(Act.SUBSCRIBER_UNLOCKED, "subscriber:" + user)).isOne();
  }

  @Test
  void aNewSeatBeginsWithoutTheTriesAtItsName() {
    lockByStrangers(NOBODY);
    given.user("12345678901234", "nobody");
    assertThat(given.tried(NOBODY, stranger(1)).number()).isOne();
  }
}
