package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.stranger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.institution.Policy;
import shomei.domain.institution.Policy.RateLimit;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Network;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.PinTry.Count;
import shomei.domain.subscriber.PinTry.Limit;
import shomei.domain.subscriber.PinTry.Lock;
import shomei.domain.subscriber.Subscriber;

/// What [shomei.domain.subscriber.Subscribers] promises of tries at PINs. The policy locks after 5
/// tries, those of strangers if they come from 3 networks, and keeps tries for a day.
public abstract class PinTriesContract extends PortContract {
  private static final SubscriberName NOBODY = SubscriberName.user("12345678901234", "nobody");
  private static final PinTry.By HOLDER = new PinTry.By.Holder();
  private static final PinTry.By ADMINISTRATOR = new PinTry.By.Administrator();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private SubscriberName user = NOBODY;

  @BeforeEach
  final void register() {
    given.administrator("12345678901234");
    user = given.user("12345678901234", "user1").name();
  }

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
      assertThat(ports.subscribers().standing(MIDORI, name).lock()).isEqualTo(Lock.NONE);
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
      assertThat(ports.subscribers().standing(MIDORI, user))
          .isEqualTo(new PinTry.Standing(4, Lock.NONE));
    }
    for (int i = 0; i < 9; i++) {
      ports.subscribers().takeBack(given.tried(user, HOLDER));
    }
    assertThat(given.tried(user, HOLDER).number()).isOne();
  }

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
    assertThat(ports.subscribers().standing(MIDORI, user).lock()).isEqualTo(Lock.ACQUISITION);
    ports.subscribers().forget(sixth);
    assertThat(ports.subscribers().standing(MIDORI, user).lock()).isEqualTo(Lock.NONE);
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
    assertThat(ports.subscribers().standing(MIDORI, user).lock()).isEqualTo(Lock.ALL);
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
    assertThat(ports.subscribers().standing(MIDORI, NOBODY))
        .isEqualTo(new PinTry.Standing(0, Lock.NONE));
    assertThat(ports.subscribers().standing(MIDORI, user))
        .isEqualTo(new PinTry.Standing(5, Lock.ACQUISITION));
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
    assertThat(ports.subscribers().standing(MIDORI, user))
        .isEqualTo(new PinTry.Standing(0, Lock.NONE));
    assertThat(numbers(List.of(count(user, stranger(1), NOW)))).containsExactly(1);
    assertThat(ports.subscribers().standing(MIDORI, other).lock()).isEqualTo(Lock.ACQUISITION);
    assertThat(given.entries(Act.SUBSCRIBER_UNLOCKED, "subscriber:" + user)).isOne();
  }

  @Test
  void aNewSeatBeginsWithoutTheTriesAtItsName() {
    lockByStrangers(NOBODY);
    given.user("12345678901234", "nobody");
    assertThat(given.tried(NOBODY, stranger(1)).number()).isOne();
  }

  private PinTry.Counted count(SubscriberName name, PinTry.By by, Instant at) {
    return ports.subscribers().count(Given.pinTry(name, by, at));
  }

  private PinTry.Counted free(SubscriberName name, PinTry.By by, Instant at) {
    return ports.subscribers().count(pinTry(name, by, RateLimit.NONE, RateLimit.NONE, at));
  }

  private PinTry.Counted limited(
      SubscriberName name, PinTry.By by, RateLimit network, RateLimit institution) {
    return ports.subscribers().count(pinTry(name, by, network, institution, NOW));
  }

  private static PinTry pinTry(
      SubscriberName name, PinTry.By by, RateLimit network, RateLimit institution, Instant at) {
    Policy policy = Examples.wrongPins(Examples.biznet(), network, institution);
    return new PinTry(MIDORI, name, by, policy.pins(), at);
  }

  private void exhaust(SubscriberName name, int network) {
    while (count(name, stranger(network), NOW) instanceof PinTry.Attempt) {}
  }

  private void lockByStrangers(SubscriberName name) {
    for (int i = 0; i < 5; i++) {
      given.tried(name, stranger(1 + i % 3));
    }
  }

  private void unlock(SubscriberName name) {
    ports.subscribers().unlock(MIDORI, name, entry(Act.SUBSCRIBER_UNLOCKED, "subscriber:" + name));
  }

  private Certificate certificate() {
    Account account = given.account();
    return given.issued(given.ready(account, new Identifier.Seat(user)));
  }

  private static PinTry.By account(Certificate certificate) {
    return new PinTry.By.Outsider(
        Examples.from(1).network(), Optional.of(certificate.account()));
  }

  private static SubscriberName name(int number) {
    return SubscriberName.administrator("contract" + number);
  }

  private static List<Integer> numbers(List<PinTry.Counted> counted) {
    return counted.stream()
        .filter(PinTry.Attempt.class::isInstance)
        .map(one -> ((PinTry.Attempt) one).number())
        .toList();
  }

  private static PinTry.Refused refused(PinTry.Counted counted) {
    return (PinTry.Refused) counted;
  }
}
