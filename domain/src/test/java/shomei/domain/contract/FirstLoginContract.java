package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.kernel.Network;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.FirstLogin;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;

/// What `Subscribers` does until a seat's login ID was acquired, and when it is.
public abstract class FirstLoginContract extends PortContract {
  private static final BankAccount ACCOUNT =
      new BankAccount("001", BankAccount.Kind.ORDINARY, "0001234");
  private static final Registration OWN =
      new Registration("髙﨑　𠮷子", "", "yoshiko@example.jp", Subscriber.Language.JA);

  private Subscriber administrator;

  @BeforeEach
  final void register() {
    administrator = waiting(SubscriberName.administrator("10000000000001"));
    assertThat(addCorporation(administrator, Optional.of(ACCOUNT))).isTrue();
  }

  @Test
  void aSeatIsKeptAsWaitingForItsHolder() {
    assertThat(ports.subscribers().find(administrator.id())).contains(administrator);
  }

  @Test
  void aCorporationIsFoundByItsAccountAtItsInstitutionAlone() {
    assertThat(ports.subscribers().of(MIDORI, ACCOUNT))
        .contains(new Corporation(MIDORI, "10000000000001", "緑商事", List.of(), Optional.of(ACCOUNT)))
        .isEqualTo(ports.subscribers().corporation(MIDORI, "10000000000001"));
    assertThat(ports.subscribers().of(AKEBONO, ACCOUNT)).isEmpty();
    BankAccount other = new BankAccount("001", BankAccount.Kind.CURRENT, "0001234");
    assertThat(ports.subscribers().of(MIDORI, other)).isEmpty();
  }

  @Test
  void anAccountIsOneCorporationsAndManyHaveNone() {
    Subscriber second = waiting(SubscriberName.administrator("10000000000002"));
    assertThat(addCorporation(second, Optional.of(ACCOUNT))).isFalse();
    assertThat(ports.subscribers().find(second.id())).isEmpty();
    assertThat(addCorporation(second, Optional.empty())).isTrue();
    given.administrator("10000000000003");
  }

  @Test
  void whatTheHolderSetsUpIsKeptAtOnceWithItsEntryAndActsOnTheSeat() {
    FirstLogin to = to(administrator.name());
    assertThat(activate(administrator, to)).isTrue();
    assertThat(ports.subscribers().find(administrator.id()))
        .contains(
            Seats.actedOn(
                Seats.right(
                    Seats.confirmationPin(
                        Seats.loginPin(
                            Seats.registered(Seats.activated(administrator, true), OWN),
                            to.loginPin(),
                            false),
                        to.confirmationPin(),
                        false),
                    Optional.of(NOW))));
    assertThat(given.entries(Act.LOGIN_ID_ACQUIRED, "subscriber:10000000000001")).isOne();
  }

  @Test
  void nobodyTakesASeatThatWasActivatedOrActedOnSince() {
    ports
        .subscribers()
        .suspend(
            administrator.id(),
            Optional.empty(),
            true,
            entry(Act.SUBSCRIBER_SUSPENDED, "subscriber:" + administrator.name()));
    assertThat(activate(administrator, to(administrator.name()))).isFalse();
    Subscriber seen = ports.subscribers().find(administrator.id()).orElseThrow();
    assertThat(activate(seen, to(administrator.name()))).isTrue();
    assertThat(activate(seen, to(administrator.name()))).isFalse();
    assertThat(given.entries(Act.LOGIN_ID_ACQUIRED, "subscriber:10000000000001")).isOne();
  }

  @Test
  void ofManyWhoSetUpOneSeatAtOnceOneDoes() throws InterruptedException {
    var done = Parallel.run(8, i -> activate(administrator, to(administrator.name())));
    assertThat(done).containsOnlyOnce(true);
    assertThat(given.entries(Act.LOGIN_ID_ACQUIRED, "subscriber:10000000000001")).isOne();
  }

  @Test
  void anAdministratorsOwnIdBecomesTheCorporations() {
    assertThat(activate(administrator, to(SubscriberName.administrator("midori01")))).isTrue();
    var subscribers = ports.subscribers();
    assertThat(subscribers.find(MIDORI, administrator.name())).isEmpty();
    assertThat(subscribers.corporation(MIDORI, "10000000000001")).isEmpty();
    assertThat(subscribers.of(MIDORI, ACCOUNT).orElseThrow().contractId()).isEqualTo("midori01");
    assertThat(subscribers.find(MIDORI, SubscriberName.administrator("midori01")).orElseThrow())
        .returns(administrator.id(), Subscriber::id);
    assertThat(given.user("midori01", "user1").name().toString()).isEqualTo("midori01/user1");
    assertThat(given.entries(Act.LOGIN_ID_ACQUIRED, "subscriber:midori01")).isOne();
  }

  @Test
  void aContractIdThatUsersHaveTooStays() {
    given.user("10000000000001", "user1");
    assertThat(activate(administrator, to(SubscriberName.administrator("midori01")))).isFalse();
    assertThat(ports.subscribers().find(administrator.id())).contains(administrator);
    assertThat(activate(administrator, to(administrator.name()))).isTrue();
  }

  @Test
  void aUsersOwnIdTakesThePlaceOfTheFirst() {
    Subscriber user = waitingUser("u1");
    SubscriberName own = SubscriberName.user("10000000000001", "hanako01");
    assertThat(activate(user, to(own))).isTrue();
    assertThat(ports.subscribers().find(MIDORI, user.name())).isEmpty();
    assertThat(ports.subscribers().find(MIDORI, own).orElseThrow().id()).isEqualTo(user.id());
  }

  @Test
  void anIdThatSomebodyHasIsNotGiven() {
    given.administrator("10000000000009");
    assertThat(activate(administrator, to(SubscriberName.administrator("10000000000009"))))
        .isFalse();
    Subscriber user = waitingUser("u1");
    given.user("10000000000001", "u2");
    assertThat(activate(user, to(SubscriberName.user("10000000000001", "u2")))).isFalse();
    assertThat(ports.subscribers().find(user.id())).contains(user);
  }

  @Test
  void ofManyWhoWantOneIdAtOnceOneGetsIt() throws InterruptedException {
    List<Subscriber> users =
        List.of(waitingUser("u1"), waitingUser("u2"), waitingUser("u3"), waitingUser("u4"));
    SubscriberName wanted = SubscriberName.user("10000000000001", "wanted");
    var done = Parallel.run(users.size(), i -> activate(users.get(i), to(wanted)));
    assertThat(done).containsOnlyOnce(true);
    assertThat(given.entries(Act.LOGIN_ID_ACQUIRED, "subscriber:" + wanted)).isOne();
  }

  @Test
  void whatStrangersTriedAtTheNewIdIsForgotten() {
    SubscriberName own = SubscriberName.administrator("midori01");
    ports
        .subscribers()
        .count(
            new PinTry(
                MIDORI,
                own,
                new PinTry.By.Outsider(Network.of("192.0.2.1"), Optional.empty()),
                Examples.biznet().pins(),
                NOW.minus(Duration.ofMinutes(1))));
    assertThat(activate(administrator, to(own))).isTrue();
    assertThat(ports.subscribers().lockStatus(MIDORI, own).wrong()).isZero();
  }

  private Subscriber waiting(SubscriberName name) {
    return Seats.right(Seats.activated(given.unstoredSeat(name), false), Optional.empty());
  }

  private Subscriber waitingUser(String userId) {
    Subscriber user = waiting(SubscriberName.user("10000000000001", userId));
    assertThat(
            ports.subscribers().add(user, entry(Act.USER_REGISTERED, "subscriber:" + user.name())))
        .isTrue();
    return user;
  }

  private boolean addCorporation(Subscriber seat, Optional<BankAccount> account) {
    return ports
        .subscribers()
        .add(
            new Corporation(MIDORI, seat.name().contractId(), "緑商事", List.of(), account),
            seat,
            entry(Act.CORPORATION_REGISTERED, "subscriber:" + seat.name()));
  }

  private FirstLogin to(SubscriberName name) {
    return new FirstLogin(name, OWN, given.verifier(), given.verifier(), NOW);
  }

  private boolean activate(Subscriber from, FirstLogin to) {
    return ports
        .subscribers()
        .activate(from, to, entry(Act.LOGIN_ID_ACQUIRED, "subscriber:" + to.name()));
  }
}
