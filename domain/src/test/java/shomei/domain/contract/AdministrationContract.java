package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.credential.PinKind;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Orders.Begun;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;

/// What `Subscribers` and `Certificates` do to a seat that somebody saw before: it is as it was
/// seen, or nothing is done.
public abstract class AdministrationContract extends PortContract {
  private static final String CONTRACT = "12345678901234";
  private static final Registration NEXT =
      new Registration("髙﨑　𠮷子", "ﾀｶｻｷ ﾖｼｺ", "y@example.jp", Subscriber.Language.EN);

  private Account account;
  private Subscriber user;

  @BeforeEach
  final void register() {
    account = given.account();
    given.administrator(CONTRACT);
    user = given.user(CONTRACT, "user1");
  }

  /// Every act that says what was seen.
  private List<Function<SeatVersion, Boolean>> acts() {
    var subscribers = ports.subscribers();
    return List.of(
        seen -> subscribers.suspend(user.id(), Optional.of(seen), !now().suspended(), by()),
        seen -> subscribers.change(user.id(), seen, now().registration(), NEXT, by()),
        seen ->
            subscribers.resetPins(
                user.id(),
                Optional.of(seen),
                Map.of(PinKind.LOGIN, given.verifier(), PinKind.CONFIRMATION, given.verifier()),
                List.of(by(), by())),
        seen -> subscribers.unlock(MIDORI, user.name(), Optional.of(seen), by()),
        seen ->
            ports
                .certificates()
                .withdraw(user.name(), seen, revocation(), Optional.of(NOW), Optional.empty(), by())
                .isPresent(),
        seen -> delete(seen).isPresent());
  }

  @Test
  void anActOnASeatThatIsAsItWasSeenIsDone() {
    for (Function<SeatVersion, Boolean> act : acts()) {
      assertThat(act.apply(version())).isTrue();
    }
  }

  @Test
  void anActOnASeatOfAnotherRevisionWritesNothing() {
    lock();
    SeatVersion old = version();
    ports.subscribers().openRight(user.id(), NOW, Optional.empty(), by());
    assertNothingIsWritten(old);
  }

  @Test
  void anActOnASeatWithAnotherCertificateWritesNothing() {
    lock();
    SeatVersion old = version();
    given.issued(given.ready(account, seat(user)));
    assertThat(now().revision()).isEqualTo(old.revision());
    assertNothingIsWritten(old);
    assertNothingIsWritten(
        new SeatVersion(old.revision(), Optional.of(new Serial("4".repeat(32)))));
  }

  private void lock() {
    for (int i = 0; i < 5; i++) {
      given.tried(user.name(), new PinTry.By.Holder());
    }
  }

  private void assertNothingIsWritten(SeatVersion old) {
    Subscriber before = now();
    List<Entry> history = history();
    for (Function<SeatVersion, Boolean> act : acts()) {
      assertThat(act.apply(old)).isFalse();
    }
    assertThat(now()).isEqualTo(before);
    assertThat(history()).isEqualTo(history);
    assertThat(ports.subscribers().lockStatus(MIDORI, user.name()).lock())
        .isEqualTo(PinTry.Lock.ALL);
    assertThat(ports.certificates().of(MIDORI, user.name()))
        .allSatisfy(one -> assertThat(one.revocation()).isEmpty());
  }

  /// All saw the same seat.
  @Test
  void ofActsAtOnceOneIsDone() throws InterruptedException {
    for (int round = 0; round < 15; round++) {
      user = given.user(CONTRACT, "race" + round);
      SeatVersion seen = version();
      List<Function<SeatVersion, Boolean>> acts = new ArrayList<>(acts());
      List<Boolean> done = Parallel.run(acts.size(), i -> acts.get(i).apply(seen));
      assertThat(done).containsOnlyOnce(true);
    }
  }

  @Test
  void aChangeOfWhatIsRegisteredWritesNothingElse() {
    assertThat(ports.subscribers().change(user.id(), version(), user.registration(), NEXT, by()))
        .isTrue();
    assertThat(now()).isEqualTo(Seats.actedOn(Seats.registered(user, NEXT)));
    assertThat(ports.subscribers().change(user.id(), version(), user.registration(), NEXT, by()))
        .as("it is not what it was seen to be")
        .isFalse();
  }

  @Test
  void pinsAreResetTogetherAndAreTemporary() {
    var login = given.verifier();
    var confirmation = given.verifier();
    ports
        .subscribers()
        .resetPins(
            user.id(),
            Optional.empty(),
            Map.of(PinKind.LOGIN, login, PinKind.CONFIRMATION, confirmation),
            List.of(by(), by()));
    assertThat(now())
        .isEqualTo(
            Seats.actedOn(
                Seats.confirmationPin(Seats.loginPin(user, login, true), confirmation, true)));
    assertThat(history()).filteredOn(by()::equals).hasSize(2);
  }

  @Test
  void theHoldersConfirmationPinIsTemporaryNoMore() {
    var reset = given.verifier();
    ports
        .subscribers()
        .resetPins(user.id(), Optional.empty(), Map.of(PinKind.CONFIRMATION, reset), List.of(by()));
    var chosen = given.verifier();
    assertThat(ports.subscribers().changePin(user.id(), PinKind.CONFIRMATION, reset, chosen, by()))
        .isTrue();
    assertThat(Seats.unacted(now())).isEqualTo(Seats.confirmationPin(user, chosen, false));
    assertThat(
            ports
                .subscribers()
                .changePin(user.id(), PinKind.CONFIRMATION, reset, given.verifier(), by()))
        .isFalse();
  }

  @Test
  void aPinAndASuspensionAtOnceBothStay() throws InterruptedException {
    for (int round = 0; round < 15; round++) {
      user = given.user(CONTRACT, "race" + round);
      var chosen = given.verifier();
      Parallel.run(
          2,
          i ->
              i == 0
                  ? ports.subscribers().suspend(user.id(), Optional.empty(), true, by())
                  : ports
                      .subscribers()
                      .changePin(user.id(), PinKind.LOGIN, user.loginPin(), chosen, by()));
      assertThat(Seats.unacted(now()))
          .isEqualTo(Seats.suspended(Seats.loginPin(user, chosen, false), true));
    }
  }

  @Test
  void aDeletedSeatIsNobodysAndItsCertificatesAreRevoked() {
    Certificate held = given.issued(given.ready(account, seat(user)));
    var proven = given.ready(account, seat(user));
    assertThat(delete(version())).contains(List.of(held.serial()));
    var subscribers = ports.subscribers();
    assertThat(subscribers.find(MIDORI, user.name())).isEmpty();
    assertThat(subscribers.find(user.id())).isEmpty();
    assertThat(subscribers.of(MIDORI, CONTRACT))
        .extracting(Subscriber::name)
        .containsExactly(SubscriberName.administrator(CONTRACT));
    assertThat(ports.certificates().find(held.serial()).orElseThrow().revocation())
        .contains(revocation());
    assertThat(ports.sessions().holder(held.der().sha256())).isEmpty();
    assertThat(given.tried(user.name(), new PinTry.By.Holder()).subscriber()).isEmpty();
    assertThat(given.begin(given.processing(proven))).isEqualTo(Begun.LOST);
    assertThat(given.begin(given.processing(given.ready(account, seat(user)))))
        .isNotEqualTo(Begun.RECORDED);
    assertThat(given.entries(Act.SUBSCRIBER_CHANGED, "subscriber:" + user.name())).isOne();
  }

  @Test
  void theNameOfADeletedSeatStaysTaken() {
    delete(version());
    Subscriber again = given.unstoredSeat(user.name());
    assertThat(ports.subscribers().add(again, by())).isFalse();
    assertThat(ports.subscribers().find(MIDORI, user.name())).isEmpty();
    assertThat(ports.subscribers().everNamed(MIDORI, user.name()))
        .map(Subscriber::id)
        .contains(user.id());
    assertThat(ports.subscribers().everNamed(AKEBONO, user.name())).isEmpty();
    assertThat(
            ports
                .subscribers()
                .everNamed(MIDORI, SubscriberName.administrator(CONTRACT))
                .orElseThrow())
        .isEqualTo(
            ports.subscribers().find(MIDORI, SubscriberName.administrator(CONTRACT)).orElseThrow());
  }

  @Test
  void nothingIsDoneToADeletedSeat() {
    SeatVersion seen = version();
    delete(seen);
    for (SeatVersion version : List.of(seen, new SeatVersion(seen.revision() + 1, seen.newest()))) {
      assertThat(delete(version)).isEmpty();
      assertThat(ports.subscribers().change(user.id(), version, user.registration(), NEXT, by()))
          .isFalse();
    }
    assertThat(ports.subscribers().suspend(user.id(), Optional.empty(), false, by())).isFalse();
  }

  @Test
  void aCorporationsAddressesAreChangedFromWhatTheyWere() {
    var subscribers = ports.subscribers();
    List<String> first = List.of("a@example.jp", "b@example.jp");
    assertThat(subscribers.changeMails(MIDORI, CONTRACT, List.of(), first, by())).isTrue();
    assertThat(subscribers.corporation(MIDORI, CONTRACT).orElseThrow().mails()).isEqualTo(first);
    assertThat(subscribers.changeMails(MIDORI, CONTRACT, List.of(), List.of("c@example.jp"), by()))
        .isFalse();
    assertThat(subscribers.corporation(MIDORI, CONTRACT).orElseThrow().mails()).isEqualTo(first);
    assertThat(history()).filteredOn(by()::equals).hasSize(1);
    assertThat(subscribers.changeMails(MIDORI, CONTRACT, first, List.of(), by())).isTrue();
  }

  private Optional<List<Serial>> delete(SeatVersion seen) {
    return ports.certificates().withdrawForGood(user.name(), seen, revocation(), by());
  }

  private static Certificate.Revocation revocation() {
    return new Certificate.Revocation(NOW, Optional.empty());
  }

  private SeatVersion version() {
    return new SeatVersion(
        now().revision(),
        ports.certificates().of(MIDORI, user.name()).stream().findFirst().map(Certificate::serial));
  }

  private Subscriber now() {
    return ports.subscribers().everNamed(MIDORI, user.name()).orElseThrow();
  }

  private List<Entry> history() {
    return ports.history().on(MIDORI, "subscriber:" + user.name());
  }

  private Entry by() {
    return entry(Act.SUBSCRIBER_CHANGED, "subscriber:" + user.name());
  }
}
