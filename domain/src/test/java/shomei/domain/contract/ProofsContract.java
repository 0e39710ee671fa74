package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Authorizations.PinOutcome;
import shomei.domain.authorization.Challenge;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.credential.PinKind;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.order.Order;
import shomei.domain.order.Orders.Begun;
import shomei.domain.order.Terms;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

/// No proof outlives an act on its seat, whichever act it is.
public abstract class ProofsContract extends PortContract {
  /// What makes a seat or ends it, and what is the corporation's; before a seat is activated
  /// nothing is proven for it.
  private static final Set<String> NO_ACTS =
      Set.of("add", "activate", "withdrawForGood", "changeMails");

  private Account account;
  private Subscriber seat;

  @BeforeEach
  final void makeSeat() {
    account = given.account();
    given.administrator("12345678901234");
    seat = given.user("12345678901234", "user1");
  }

  /// Every act on a seat that a port knows.
  enum SeatAct {
    SUSPEND("suspend"),
    RESUME("suspend"),
    RESET_LOGIN_PIN("resetPins"),
    CHANGE_LOGIN_PIN("changePin"),
    RESET_CONFIRMATION_PIN("resetPins"),
    CHANGE_REGISTRATION("change"),
    OPEN_ACQUISITION("openRight"),
    UNLOCK("unlock"),
    REVOKE("revoke"),
    WITHDRAW("withdraw"),
    CHANGE_PIN("settle");

    private final String method;

    SeatAct(String method) {
      this.method = method;
    }
  }

  /// Whoever adds an act to these ports adds it above.
  @Test
  void everyActOfThePortsIsTried() {
    Set<String> acts =
        Stream.of(Subscribers.class, Certificates.class)
            .flatMap(port -> Arrays.stream(port.getMethods()))
            .filter(ProofsContract::isWritten)
            .map(Method::getName)
            .filter(name -> !NO_ACTS.contains(name))
            .collect(Collectors.toSet());
    assertThat(Arrays.stream(SeatAct.values()).map(act -> act.method)).containsAll(acts);
  }

  private static boolean isWritten(Method method) {
    List<Class<?>> parameters = List.of(method.getParameterTypes());
    return parameters.contains(Entry.class) || method.getName().startsWith("reset");
  }

  @ParameterizedTest
  @EnumSource
  void whatWasProvenBeforeBeginsNothing(SeatAct act) {
    Certificate held = prepare(act);
    Order.Ready acquisition = given.ready(account, seat(seat));
    Order.Ready renewal = given.renewal(account, held);
    Terms pending =
        given.order(account, Optional.empty(), Authorization.Status.PENDING, seat(seat));
    Order.Ready neighbours = given.ready(account, seat(given.user("12345678901234", "user2")));

    act(act, held);
    for (Terms terms : List.of(acquisition.terms(), renewal.terms(), pending)) {
      assertThat(proof(terms).status()).isEqualTo(Authorization.Status.DEACTIVATED);
      assertThat(order(terms)).isInstanceOf(Order.Invalid.class);
    }
    openAnew();
    assertThat(given.begin(given.processing(acquisition))).isEqualTo(Begun.LOST);
    assertThat(given.begin(given.processing(renewal))).isEqualTo(Begun.LOST);
    assertThat(given.begin(given.processing(neighbours))).isEqualTo(Begun.RECORDED);
    assertThat(given.begin(given.processing(given.ready(account, seat(seat)))))
        .isEqualTo(Begun.RECORDED);
  }

  /// Nothing is begun for a seat that is suspended.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESUME")
  void whatWasBegunBeforeComesToNothing(SeatAct act) {
    Certificate held = prepare(act);
    Order.Processing acquisition = given.begun(given.ready(account, seat(seat)));
    Order.Processing renewal = given.begun(given.renewal(account, held));
    Certificate acquired = given.certificate(acquisition);
    Certificate renewed = given.certificate(renewal);

    act(act, held);
    assertThat(given.complete(acquisition, acquired)).isFalse();
    assertThat(given.complete(renewal, renewed)).isFalse();
    assertThat(ports.certificates().of(MIDORI, seat.name())).hasSize(1);
    assertThat(order(acquisition.terms())).isInstanceOf(Order.Invalid.class);
    assertThat(order(renewal.terms())).isInstanceOf(Order.Invalid.class);
    openAnew();
    assertThat(given.begin(given.processing(given.ready(account, seat(seat)))))
        .isEqualTo(Begun.RECORDED);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasJudgedBeforeAndIsWrittenAfterwardsBeginsNothing(SeatAct act) {
    Certificate held = prepare(act);
    int before = now().revision();
    act(act, held);
    openAnew();
    Terms late = given.order(account, Optional.empty(), Authorization.Status.PENDING, seat(seat));
    Authorization judged =
        proof(late).proven(Challenge.Kind.PIN_01, NOW, late.expires()).atRevision(before);
    assertThat(ports.authorizations().settle(judged, new PinOutcome.Right(tried()), List.of()))
        .isTrue();
    assertThat(given.begin(given.processing(new Order.Ready(late)))).isEqualTo(Begun.PROOF_LAPSED);
    assertThat(order(late)).isNotInstanceOf(Order.Processing.class);
  }

  @Test
  void aChangeOfPinLeavesItsOwnProofAndNoOther() {
    Order.Ready earlier = given.ready(account, seat(seat));
    Terms changing =
        given.order(account, Optional.empty(), Authorization.Status.PENDING, seat(seat));
    change(changing);
    assertThat(given.begin(given.processing(earlier))).isEqualTo(Begun.LOST);
    assertThat(given.begin(given.processing(new Order.Ready(changing)))).isEqualTo(Begun.RECORDED);
  }

  @Test
  void aChangeOfAPinThatWasResetMeanwhileProvesNothing() {
    reset(seat, PinKind.LOGIN);
    Terms late = given.order(account, Optional.empty(), Authorization.Status.PENDING, seat(seat));
    Authorization judged =
        proof(late)
            .proven(Challenge.Kind.PIN_01, NOW, late.expires())
            .atRevision(seat.revision() + 1);
    var changed = new PinOutcome.Changed(seat.loginPin(), given.verifier(), tried());
    assertThat(ports.authorizations().settle(judged, changed, List.of())).isTrue();
    assertThat(proof(late).seatRevision()).isEqualTo(OptionalInt.empty());
    assertThat(given.begin(given.processing(new Order.Ready(late)))).isEqualTo(Begun.PROOF_LAPSED);
  }

  /// Of an act and the end of an acquisition at once one is first: then there is a certificate that
  /// the act has not prevented, or none.
  @Test
  void whateverIsFirstNothingComesOutAfterAnAct() throws InterruptedException {
    for (int round = 0; round < 25; round++) {
      Subscriber user = given.user("12345678901234", "race" + round);
      Order.Processing begun = given.begun(given.ready(account, seat(user)));
      Certificate certificate = given.certificate(begun);
      var done =
          Parallel.run(
              2,
              i -> {
                if (i == 0) {
                  return given.complete(begun, certificate);
                }
                reset(user, PinKind.LOGIN);
                return true;
              });
      assertThat(ports.certificates().of(MIDORI, user.name())).hasSize(done.getFirst() ? 1 : 0);
    }
  }

  /// A seat that holds a certificate and has an open right.
  private Certificate prepare(SeatAct act) {
    Certificate held = given.issued(given.ready(account, seat(seat)));
    if (act == SeatAct.RESUME) {
      suspend(true);
    }
    openRight();
    return held;
  }

  private void openAnew() {
    suspend(false);
    openRight();
  }

  private void act(SeatAct act, Certificate held) {
    var subscribers = ports.subscribers();
    switch (act) {
      case SUSPEND -> suspend(true);
      case RESUME -> suspend(false);
      case RESET_LOGIN_PIN -> reset(seat, PinKind.LOGIN);
      case CHANGE_LOGIN_PIN ->
          subscribers.changePin(
              seat.id(), PinKind.LOGIN, seat.loginPin(), given.verifier(), by(Act.PIN_CHANGED));
      case RESET_CONFIRMATION_PIN -> reset(seat, PinKind.CONFIRMATION);
      case CHANGE_REGISTRATION ->
          subscribers.change(
              seat.id(),
              new SeatVersion(now().revision(), Optional.of(held.serial())),
              seat.registration(),
              new Registration("緑 太郎", "ﾐﾄﾞﾘ ﾀﾛｳ", "t@example.jp", Subscriber.Language.EN),
              by(Act.SUBSCRIBER_CHANGED));
      case OPEN_ACQUISITION -> openRight();
      case UNLOCK ->
          subscribers.unlock(MIDORI, seat.name(), Optional.empty(), by(Act.SUBSCRIBER_UNLOCKED));
      case REVOKE ->
          ports
              .certificates()
              .revoke(
                  held.serial(),
                  new Certificate.Revocation(NOW, Optional.empty()),
                  by(Act.CERTIFICATE_REVOKED));
      case WITHDRAW ->
          ports
              .certificates()
              .withdraw(
                  seat.name(),
                  new SeatVersion(now().revision(), Optional.of(held.serial())),
                  new Certificate.Revocation(NOW, Optional.empty()),
                  Optional.of(NOW),
                  Optional.empty(),
                  by(Act.RIGHT_OPENED));
      case CHANGE_PIN ->
          change(given.order(account, Optional.empty(), Authorization.Status.PENDING, seat(seat)));
    }
  }

  private void change(Terms terms) {
    Authorization judged =
        proof(terms)
            .proven(Challenge.Kind.PIN_01, NOW, terms.expires())
            .atRevision(now().revision() + 1);
    var changed = new PinOutcome.Changed(now().loginPin(), given.verifier(), tried());
    assertThat(ports.authorizations().settle(judged, changed, List.of())).isTrue();
  }

  private PinTry.Attempt tried() {
    return given.tried(seat.name(), Given.stranger(1));
  }

  private void suspend(boolean suspended) {
    ports
        .subscribers()
        .suspend(seat.id(), Optional.empty(), suspended, by(Act.SUBSCRIBER_SUSPENDED));
  }

  private void reset(Subscriber of, PinKind pin) {
    ports
        .subscribers()
        .resetPins(
            of.id(),
            Optional.empty(),
            Map.of(pin, given.verifier()),
            List.of(entry(Act.PIN_RESET, "subscriber:" + of.name())));
  }

  private void openRight() {
    ports.subscribers().openRight(seat.id(), NOW, Optional.empty(), by(Act.RIGHT_OPENED));
  }

  private Subscriber now() {
    return ports.subscribers().find(seat.id()).orElseThrow();
  }

  private Authorization proof(Terms terms) {
    return ports.authorizations().find(terms.authorizations().getFirst()).orElseThrow();
  }

  private Order order(Terms terms) {
    return ports.orders().find(terms.id(), NOW).orElseThrow();
  }

  private Entry by(Act act) {
    return entry(act, "subscriber:" + seat.name());
  }
}
