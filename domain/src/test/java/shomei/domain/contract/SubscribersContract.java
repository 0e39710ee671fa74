package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.credential.PinKind;
import shomei.domain.credential.PinVerifier;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.Subscriber;

public abstract class SubscribersContract extends PortContract {
  private static final Policy.Stretch STRETCH = new Policy.Stretch(64, 1, 1);

  @Test
  void theHoldersChangeOfAPinUndoesNoReset() {
    Subscriber seat = given.administrator("10000000000009");
    PinVerifier chosen = given.verifier();
    Entry entry = entry(Act.PIN_CHANGED, "subscriber:" + seat.name());
    assertThat(
            ports.subscribers().changePin(seat.id(), PinKind.LOGIN, seat.loginPin(), chosen, entry))
        .isTrue();
    Subscriber changed = ports.subscribers().find(seat.id()).orElseThrow();
    assertThat(changed.loginPin()).isEqualTo(chosen);
    assertThat(changed.temporaryPin()).isFalse();
    assertThat(changed.revision()).isEqualTo(seat.revision() + 1);

    PinVerifier reset = given.verifier();
    setLoginPin(Seats.loginPin(seat, reset, true));
    assertThat(
            ports
                .subscribers()
                .changePin(seat.id(), PinKind.LOGIN, chosen, given.verifier(), entry))
        .isFalse();
    assertThat(ports.subscribers().find(seat.id()).orElseThrow().loginPin()).isEqualTo(reset);
    assertThat(given.entries(Act.PIN_CHANGED, "subscriber:" + seat.name())).isOne();
  }

  @Test
  void aSeatIsFoundByNameAndById() {
    Subscriber administrator = given.administrator("12345678901234");
    Subscriber user = given.user("12345678901234", "user1");
    var subscribers = ports.subscribers();
    assertThat(subscribers.find(MIDORI, administrator.name())).contains(administrator);
    assertThat(subscribers.find(MIDORI, user.name())).contains(user);
    assertThat(subscribers.find(user.id())).contains(user);
    assertThat(subscribers.corporation(MIDORI, "12345678901234"))
        .contains(new Corporation(MIDORI, "12345678901234", "緑商事"));
  }

  @Test
  void aSeatIsNotFoundUnderAnotherCaseOrInstitution() {
    Subscriber user = userOfNew("user1");
    var subscribers = ports.subscribers();
    assertThat(subscribers.find(AKEBONO, user.name())).isEmpty();
    assertThat(subscribers.find(MIDORI, SubscriberName.user("12345678901234", "User1"))).isEmpty();
    assertThat(subscribers.corporation(AKEBONO, "12345678901234")).isEmpty();
    assertThat(subscribers.of(AKEBONO, "12345678901234")).isEmpty();
  }

  @Test
  void ofParallelRegistrationsOfOneContractIdOneIsWritten() throws InterruptedException {
    var added =
        Parallel.run(
            8,
            i -> {
              Subscriber seat = given.unstoredSeat(SubscriberName.administrator("12345678901234"));
              return ports
                  .subscribers()
                  .add(
                      new Corporation(MIDORI, "12345678901234", "名 " + i),
                      seat,
                      entry(Act.CORPORATION_REGISTERED, "subscriber:12345678901234"));
            });
    assertThat(added).containsOnlyOnce(true);
    assertThat(given.entries(Act.CORPORATION_REGISTERED, "subscriber:12345678901234")).isOne();
    assertThat(ports.subscribers().of(MIDORI, "12345678901234")).hasSize(1);
  }

  @Test
  void ofParallelRegistrationsOfOneUserIdOneIsWritten() throws InterruptedException {
    given.administrator("12345678901234");
    SubscriberName name = SubscriberName.user("12345678901234", "user1");
    var added =
        Parallel.run(
            8,
            i ->
                ports
                    .subscribers()
                    .add(
                        given.unstoredSeat(name),
                        entry(Act.USER_REGISTERED, "subscriber:" + name)));
    assertThat(added).containsOnlyOnce(true);
    assertThat(given.entries(Act.USER_REGISTERED, "subscriber:" + name)).isOne();
  }

  @Test
  void seatsComeByUserIdTheAdministratorsFirst() {
    Subscriber administrator = given.administrator("12345678901234");
    Subscriber b = given.user("12345678901234", "b");
    Subscriber a = given.user("12345678901234", "a");
    given.administrator("99999999999999");
    assertThat(ports.subscribers().of(MIDORI, "12345678901234"))
        .containsExactly(administrator, a, b);
  }

  @Test
  void aSuspensionWritesNothingElseAndIsWrittenOnce() {
    Subscriber user = userOfNew("user1");
    assertThat(suspend(user, true)).isTrue();
    assertThat(suspend(user, true)).isFalse();
    assertThat(stored(user)).contains(Seats.suspended(user, true));
    assertThat(suspend(user, false)).isTrue();
    assertThat(suspend(user, false)).isFalse();
    assertThat(stored(user)).contains(user);
    assertThat(given.entries(Act.SUBSCRIBER_SUSPENDED, "subscriber:" + user.name())).isEqualTo(2);
  }

  @Test
  void aPinIsSetWithoutTheRestOfTheSeat() {
    Subscriber user = userOfNew("user1");
    Subscriber login = Seats.loginPin(user, given.verifier(), true);
    setLoginPin(login);
    assertThat(stored(user)).contains(login);
    Subscriber both = Seats.confirmationPin(login, given.verifier(), true);
    setConfirmationPin(both);
    assertThat(stored(user)).contains(both);
    assertThat(given.entries(Act.PIN_RESET, "subscriber:" + user.name())).isEqualTo(2);
  }

  @Test
  void ofActsOnASeatAtOnceNoneUndoesAnother() throws InterruptedException {
    given.administrator("12345678901234");
    for (int round = 0; round < 25; round++) {
      Subscriber user = given.user("12345678901234", "user" + round);
      Instant opens = NOW.plusSeconds(round);
      Subscriber changed =
          Seats.right(
              Seats.suspended(
                  Seats.confirmationPin(
                      Seats.loginPin(user, given.verifier(), true), given.verifier(), true),
                  true),
              Optional.of(opens));
      Entry opened = entry(Act.RIGHT_OPENED, "subscriber:" + user.name());
      List<Runnable> acts =
          List.of(
              () -> suspend(user, true),
              () -> setLoginPin(changed),
              () -> setConfirmationPin(changed),
              () -> ports.subscribers().openRight(user.id(), opens, Optional.empty(), opened));
      Parallel.run(
          acts.size(),
          i -> {
            acts.get(i).run();
            return i;
          });
      assertThat(stored(user)).contains(changed);
    }
  }

  @Test
  void openingTheRightSetsWhenItOpensWhetherItWasOpenOrNot() {
    Subscriber user = userOfNew("user1");
    var later = NOW.plus(Duration.ofDays(2));
    ports
        .subscribers()
        .openRight(
            user.id(),
            later,
            Optional.empty(),
            entry(Act.RIGHT_OPENED, "subscriber:" + user.name()));
    assertThat(stored(user)).contains(Seats.right(user, Optional.of(later)));
    assertThat(given.entries(Act.RIGHT_OPENED, "subscriber:" + user.name())).isOne();
  }

  @Test
  void aRightHasTheCodeThatItWasOpenedWithAndNoEarlierOne() {
    Subscriber user = userOfNew("user1");
    Octets first = given.octets(32);
    Octets second = given.octets(32);
    open(user, Optional.of(first));
    assertThat(stored(user)).contains(Seats.right(user, Optional.of(NOW), Optional.of(first)));
    open(user, Optional.of(second));
    assertThat(stored(user).flatMap(Subscriber::letterCode)).contains(second);
    suspend(user, true);
    assertThat(stored(user).flatMap(Subscriber::letterCode)).contains(second);
    open(user, Optional.empty());
    assertThat(stored(user).flatMap(Subscriber::letterCode)).isEmpty();
  }

  @Test
  void aSeatIsRegisteredWithTheCodeOfItsRight() {
    given.administrator("12345678901234");
    Subscriber seat =
        Seats.right(
            given.unstoredSeat(SubscriberName.user("12345678901234", "user1")),
            Optional.of(NOW),
            Optional.of(given.octets(32)));
    ports.subscribers().add(seat, entry(Act.USER_REGISTERED, "subscriber:" + seat.name()));
    assertThat(ports.subscribers().find(seat.id())).contains(seat);
  }

  private void open(Subscriber seat, Optional<Octets> letterCode) {
    ports
        .subscribers()
        .openRight(
            seat.id(), NOW, letterCode, entry(Act.RIGHT_OPENED, "subscriber:" + seat.name()));
  }

  @Test
  void aPinThatIsKeptAnewIsNoActAndLeavesTheRestAsItIs() {
    Subscriber user = userOfNew("user1");
    Subscriber login =
        Seats.loginPin(user, given.verifier(Optional.of(STRETCH)), user.temporaryPin());
    ports.subscribers().keepAnew(user.id(), PinKind.LOGIN, user.loginPin(), login.loginPin());
    assertThat(ports.subscribers().find(user.id())).contains(login);
    Subscriber both = Seats.confirmationPin(login, given.verifier(Optional.of(STRETCH)), false);
    ports
        .subscribers()
        .keepAnew(user.id(), PinKind.CONFIRMATION, user.confirmationPin(), both.confirmationPin());
    assertThat(ports.subscribers().find(user.id())).contains(both);
  }

  @Test
  void aPinThatWasSetMeanwhileIsNotOverwritten() {
    Subscriber user = userOfNew("user1");
    Subscriber reset = Seats.loginPin(user, given.verifier(), true);
    setLoginPin(reset);
    ports
        .subscribers()
        .keepAnew(user.id(), PinKind.LOGIN, user.loginPin(), given.verifier(Optional.of(STRETCH)));
    ports
        .subscribers()
        .keepAnew(
            user.id(),
            PinKind.CONFIRMATION,
            reset.loginPin(),
            given.verifier(Optional.of(STRETCH)));
    assertThat(stored(user)).contains(reset);
  }

  @Test
  void anInstitutionsStretchesAreThoseOfAnyOfItsPins() {
    Subscriber user = userOfNew("user1");
    assertThat(ports.subscribers().stretches(MIDORI)).isEmpty();
    setLoginPin(Seats.loginPin(user, given.verifier(Optional.of(STRETCH)), true));
    var other = new Policy.Stretch(64, 2, 1);
    setConfirmationPin(Seats.confirmationPin(user, given.verifier(Optional.of(other)), true));
    assertThat(ports.subscribers().stretches(MIDORI)).containsExactlyInAnyOrder(STRETCH, other);
    assertThat(ports.subscribers().stretches(AKEBONO)).isEmpty();
  }

  /// Whatever its revision.
  private Optional<Subscriber> stored(Subscriber seat) {
    return ports.subscribers().find(seat.id()).map(Seats::unacted);
  }

  private boolean suspend(Subscriber seat, boolean suspended) {
    return ports
        .subscribers()
        .suspend(
            seat.id(),
            Optional.empty(),
            suspended,
            entry(Act.SUBSCRIBER_SUSPENDED, "subscriber:" + seat.name()));
  }

  private void setLoginPin(Subscriber changed) {
    reset(changed, PinKind.LOGIN, changed.loginPin());
  }

  private void setConfirmationPin(Subscriber changed) {
    reset(changed, PinKind.CONFIRMATION, changed.confirmationPin());
  }

  private void reset(Subscriber seat, PinKind kind, PinVerifier pin) {
    ports
        .subscribers()
        .resetPins(
            seat.id(),
            Optional.empty(),
            Map.of(kind, pin),
            List.of(entry(Act.PIN_RESET, "subscriber:" + seat.name())));
  }

  private Subscriber userOfNew(String userId) {
    given.administrator("12345678901234");
    return given.user("12345678901234", userId);
  }
}
