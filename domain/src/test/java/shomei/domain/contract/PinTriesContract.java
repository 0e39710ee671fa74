package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.stranger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.fixture.Examples;
import shomei.domain.institution.Policy.RateLimit;
import shomei.domain.kernel.Network;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.PinTry.Count;
import shomei.domain.subscriber.PinTry.Limit;
import shomei.domain.subscriber.PinTry.Lock;
import shomei.domain.subscriber.Subscriber;

/// What [shomei.domain.subscriber.Subscribers] promises of counting tries at PINs, and of waiting.
public abstract class PinTriesContract extends PinContract {
  @Test
  void aTryTellsTheSeatAndOneAtANameThatNobodyHasTellsNone() {
    Subscriber seat = ports.subscribers().find(MIDORI, user).orElseThrow();
    assertThat(given.tried(user, stranger(1)).subscriber()).contains(seat);
    assertThat(given.tried(user, HOLDER).subscriber()).contains(seat);
    assertThat(given.tried(NOBODY, stranger(1)).subscriber()).isEmpty();
  }

  @Test
  void ofParallelTriesOfANetworkAtANameNoMoreThanThePolicysAreCounted() throws Exception {
    for (SubscriberName name : List.of(user, NOBODY)) {
      var counted = Parallel.run(20, i -> count(name, stranger(1), NOW));
      assertThat(numbers(counted)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
      assertThat(counted)
          .filteredOn(PinTry.Refused.class::isInstance)
          .hasSize(15)
          .allSatisfy(one -> assertThat(refused(one).by()).isEqualTo(Limit.SEAT));
      assertThat(count(name, stranger(1), NOW)).isEqualTo(new PinTry.Refused(Limit.SEAT, MINUTE));
    }
  }

  @Test
  void aNetworksWaitAtASeatDoublesUpToADayAndNeverLocksTheSeat() {
    for (SubscriberName name : List.of(user, NOBODY)) {
      for (int i = 0; i < 5; i++) {
        assertThat(free(name, stranger(1), NOW)).isInstanceOf(PinTry.Attempt.class);
      }
      Instant at = NOW;
      for (int minutes = 1; minutes < 1440; minutes *= 2) {
        Duration wait = Duration.ofMinutes(minutes);
        assertThat(free(name, stranger(1), at)).isEqualTo(new PinTry.Refused(Limit.SEAT, wait));
        at = at.plus(wait);
        assertThat(free(name, stranger(1), at))
            .isInstanceOfSatisfying(
                PinTry.Attempt.class, tried -> assertThat(tried.locked()).isFalse());
      }
      assertThat(free(name, stranger(1), at)).isEqualTo(new PinTry.Refused(Limit.SEAT, DAY));
      assertThat(ports.subscribers().lockStatus(MIDORI, name).lock()).isEqualTo(Lock.NONE);
    }
  }

  @Test
  void otherAccountsOfTheNetworkWaitToo() {
    exhaust(user, 1);
    Network same = Examples.from(1).network();
    var other = new PinTry.By.Outsider(same, Optional.of(given.account().id()));
    assertThat(count(user, other, NOW)).isEqualTo(new PinTry.Refused(Limit.SEAT, MINUTE));
    assertThat(count(user, stranger(2), NOW)).isInstanceOf(PinTry.Attempt.class);
  }

  @Test
  void whoHasNoAccountIsAStranger() {
    var nobody = new PinTry.By.Outsider(Examples.from(1).network(), Optional.empty());
    for (int i = 0; i < 5; i++) {
      assertThat(given.tried(user, nobody).count()).isEqualTo(Count.STRANGERS);
    }
    assertThat(count(user, nobody, NOW)).isEqualTo(new PinTry.Refused(Limit.SEAT, MINUTE));
  }

  /// Whoever waits for whom, and whatever is purged meanwhile.
  @Test
  void whatParallelTriesTookAndGaveBackIsWhole() throws InterruptedException {
    RateLimit forty = new RateLimit(40, MINUTE);
    Parallel.run(
        12,
        i -> {
          for (int round = 0; round < 10; round++) {
            if (limited(name(i % 4), stranger((i + round) % 3), forty, forty)
                instanceof PinTry.Attempt tried) {
              if (round % 2 == 0) {
                ports.subscribers().forget(tried);
              } else {
                ports.subscribers().takeBack(tried);
              }
            }
            switch (i) {
              case 0 -> unlock(name(0));
              case 1 -> ports.subscribers().forgetTries(MIDORI, NOW);
              case 2 -> ports.limits().forgetFull(NOW);
              default -> {}
            }
          }
          return i;
        });
    for (int i = 0; i < 40; i++) {
      assertThat(limited(name(100 + i), stranger(100 + i), forty, forty))
          .as("%s", i)
          .isInstanceOf(PinTry.Attempt.class);
    }
    assertThat(limited(user, stranger(200), forty, forty))
        .isEqualTo(new PinTry.Refused(Limit.INSTITUTION, MINUTE));
  }

  @Test
  void aNetworkWaitsOverAllNamesOfTheInstitution() {
    RateLimit three = new RateLimit(3, MINUTE);
    for (int i = 0; i < 3; i++) {
      assertThat(limited(name(i), stranger(1), three, RateLimit.NONE))
          .isInstanceOf(PinTry.Attempt.class);
    }
    for (SubscriberName name : List.of(user, NOBODY)) {
      assertThat(limited(name, stranger(1), three, RateLimit.NONE))
          .isEqualTo(new PinTry.Refused(Limit.NETWORK, MINUTE));
    }
    assertThat(limited(user, stranger(2), three, RateLimit.NONE))
        .isInstanceOf(PinTry.Attempt.class);
  }

  @Test
  void allStrangersWaitForTheInstitutionAndWhoHasShownTheSeatDoesNot() {
    var holder = account(certificate());
    RateLimit three = new RateLimit(3, MINUTE);
    for (int i = 0; i < 3; i++) {
      assertThat(limited(name(i), stranger(i), RateLimit.NONE, three))
          .isInstanceOf(PinTry.Attempt.class);
    }
    for (SubscriberName name : List.of(user, NOBODY)) {
      assertThat(limited(name, stranger(9), RateLimit.NONE, three))
          .isEqualTo(new PinTry.Refused(Limit.INSTITUTION, MINUTE));
    }
    for (PinTry.By by : List.of(holder, HOLDER, ADMINISTRATOR)) {
      assertThat(limited(user, by, RateLimit.NONE, three)).isInstanceOf(PinTry.Attempt.class);
    }
  }

  @Test
  void parallelTriesAtManyNamesGetNoMoreThanTheInstitutionAllows() throws Exception {
    RateLimit seven = new RateLimit(7, MINUTE);
    var counted = Parallel.run(20, i -> limited(name(i), stranger(i), RateLimit.NONE, seven));
    assertThat(counted).filteredOn(PinTry.Attempt.class::isInstance).hasSize(7);
  }

  @Test
  void aRefusedTryTakesNothing() {
    RateLimit one = new RateLimit(1, MINUTE);
    assertThat(limited(NOBODY, stranger(1), one, one)).isInstanceOf(PinTry.Attempt.class);
    for (int i = 0; i < 20; i++) {
      assertThat(limited(user, stranger(1), one, one)).isInstanceOf(PinTry.Refused.class);
    }
    assertThat(given.wrong(user)).isZero();
    PinTry later = pinTry(user, stranger(1), one, one, NOW.plus(MINUTE));
    assertThat(numbers(List.of(ports.subscribers().count(later)))).containsExactly(1);
  }

  @Test
  void aRightPinGivesEverythingBack() {
    RateLimit one = new RateLimit(1, MINUTE);
    for (int i = 0; i < 9; i++) {
      var tried = (PinTry.Attempt) limited(user, stranger(1), one, one);
      assertThat(tried.number()).isOne();
      ports.subscribers().forget(tried);
      assertThat(given.wrong(user)).isZero();
    }
    for (PinTry.By by : List.of(HOLDER, ADMINISTRATOR, account(certificate()))) {
      given.tried(user, by);
      ports.subscribers().forget(given.tried(user, by));
      assertThat(given.wrong(user)).isZero();
    }
  }

  @Test
  void aTryThatCouldNotBeJudgedIsTakenBackAndNoOther() {
    RateLimit five = new RateLimit(5, MINUTE);
    for (int i = 0; i < 4; i++) {
      limited(user, stranger(i), five, five);
    }
    for (int i = 0; i < 9; i++) {
      var tried = (PinTry.Attempt) limited(user, stranger(1), five, five);
      assertThat(tried.number()).isEqualTo(5);
      assertThat(tried.locks()).isTrue();
      ports.subscribers().takeBack(tried);
      assertThat(ports.subscribers().lockStatus(MIDORI, user))
          .isEqualTo(new PinTry.LockStatus(4, Lock.NONE));
    }
    for (int i = 0; i < 9; i++) {
      ports.subscribers().takeBack(given.tried(user, HOLDER));
    }
    assertThat(given.tried(user, HOLDER).number()).isOne();
  }
}
