package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.order.Orders.Begun;
import shomei.domain.subscriber.Subscriber;

/// How `Certificates` takes from a seat what it has, and what is on its way to it.
public abstract class WithdrawalContract extends PortContract {
  private static final Certificate.Revocation SUPERSEDED =
      new Certificate.Revocation(NOW, Optional.of(RevocationReason.SUPERSEDED));
  private Account account;
  private Subscriber seat;

  @BeforeEach
  final void makeSeat() {
    account = given.account();
    given.administrator("12345678901234");
    seat = given.user("12345678901234", "user1");
  }

  @Test
  void whatTheSeatHasIsRevokedAndTheRightSet() {
    Certificate old = given.issued(given.ready(account, seat(seat)));
    Certificate renewed = given.issued(given.renewal(account, old));
    Subscriber neighbour = given.user("12345678901234", "user2");
    Certificate beside = given.issued(given.ready(account, seat(neighbour)));
    assertThat(withdraw(renewed, Optional.of(NOW)))
        .contains(List.of(old.serial(), renewed.serial()));
    for (Certificate one : List.of(old, renewed)) {
      assertThat(ports.certificates().find(one.serial()).orElseThrow().revocation())
          .contains(SUPERSEDED);
      assertThat(ports.history().on(MIDORI, "certificate:" + one.serial()))
          .contains(SUPERSEDED.entry(one.serial(), cause()));
    }
    assertThat(right()).contains(NOW);
    assertThat(ports.history().on(MIDORI, "subscriber:" + seat.name())).contains(cause());
    assertThat(ports.certificates().find(beside.serial())).contains(beside);
  }

  @Test
  void theRightHasTheCodeThatItWasOpenedWithAndNoneOnceItIsClosed() {
    Octets code = given.octets(32);
    assertThat(
            ports
                .certificates()
                .withdraw(
                    seat.name(),
                    seen(seat, Optional.empty()),
                    SUPERSEDED,
                    Optional.of(NOW),
                    Optional.of(code),
                    cause()))
        .isPresent();
    assertThat(ports.subscribers().find(seat.id()).flatMap(Subscriber::letterCode)).contains(code);
    assertThat(withdraw(Optional.empty(), Optional.empty())).isPresent();
    assertThat(ports.subscribers().find(seat.id()).flatMap(Subscriber::letterCode)).isEmpty();
  }

  @Test
  void anExpiredCertificateIsRevokedUnlessItWasReplaced() {
    Certificate old = given.issued(given.ready(account, seat(seat)));
    Certificate renewed = given.issued(given.renewal(account, old));
    Instant later = renewed.notAfter().plusSeconds(1);
    var revocation = new Certificate.Revocation(later, Optional.empty());
    assertThat(
            ports
                .certificates()
                .withdraw(
                    seat.name(),
                    seen(seat, Optional.of(renewed.serial())),
                    revocation,
                    Optional.empty(),
                    Optional.empty(),
                    cause()))
        .contains(List.of(renewed.serial()));
    assertThat(ports.certificates().find(old.serial()).orElseThrow().revocation()).isEmpty();
    assertThat(right()).isEmpty();
  }

  @Test
  void aSeatWithoutCertificateGetsTheRightAlone() {
    assertThat(withdraw(Optional.empty(), Optional.of(NOW.plusSeconds(9)))).contains(List.of());
    assertThat(right()).contains(NOW.plusSeconds(9));
  }

  @Test
  void whatCameAfterTheDecisionIsLeftAlone() {
    assertThat(withdraw(Optional.empty(), Optional.empty())).contains(List.of());
    assertThat(withdraw(Optional.empty(), Optional.of(NOW))).contains(List.of());
    Certificate first = given.issued(given.ready(account, seat(seat)));
    assertThat(withdraw(Optional.empty(), Optional.of(NOW))).isEmpty();
    Certificate second = given.issued(given.renewal(account, first));
    assertThat(withdraw(first, Optional.of(NOW))).isEmpty();
    assertThat(ports.certificates().current(MIDORI, seat.name(), NOW)).contains(second);
    assertThat(right()).isEmpty();
    assertThat(given.entries(Act.RIGHT_OPENED, "subscriber:" + seat.name())).isEqualTo(2);
  }

  @Test
  void aSeatThatNobodyHasIsNotWithdrawn() {
    SubscriberName nobody = SubscriberName.user("12345678901234", "nobody");
    assertThat(
            ports
                .certificates()
                .withdraw(
                    nobody,
                    seen(seat, Optional.empty()),
                    SUPERSEDED,
                    Optional.of(NOW),
                    Optional.empty(),
                    cause()))
        .isEmpty();
    assertThat(given.entries(Act.RIGHT_OPENED, "subscriber:" + seat.name())).isZero();
  }

  @Test
  void anAcquisitionThatWasBegunComesToNothing() {
    Order.Processing begun = given.begun(given.ready(account, seat(seat)));
    withdraw(Optional.empty(), Optional.of(NOW));
    assertThat(given.complete(begun, given.certificate(begun))).isFalse();
    assertThat(ports.certificates().of(MIDORI, seat.name())).isEmpty();
    assertThat(ports.orders().find(begun.terms().id(), NOW))
        .get()
        .isInstanceOf(Order.Invalid.class);
    assertThat(given.begin(given.processing(given.ready(account, seat(seat)))))
        .isEqualTo(Begun.RECORDED);
  }

  @Test
  void aRenewalThatWasBegunComesToNothing() {
    Certificate old = given.issued(given.ready(account, seat(seat)));
    Order.Processing begun = given.begun(given.renewal(account, old));
    withdraw(old, Optional.of(NOW));
    assertThat(given.complete(begun, given.certificate(begun))).isFalse();
    assertThat(ports.certificates().current(MIDORI, seat.name(), NOW)).isEmpty();
  }

  @Test
  void whatWasProvenBeforeBeginsNothingUnderTheNewRight() {
    Order.Ready ready = given.ready(account, seat(seat));
    Order.Ready neighbours = given.ready(account, seat(given.user("12345678901234", "user2")));
    withdraw(Optional.empty(), Optional.of(NOW));
    assertThat(given.begin(given.processing(ready))).isEqualTo(Begun.LOST);
    Authorization proven =
        ports.authorizations().find(ready.terms().authorizations().getFirst()).orElseThrow();
    assertThat(proven.status()).isEqualTo(Authorization.Status.DEACTIVATED);
    assertThat(ports.orders().find(ready.terms().id(), NOW))
        .get()
        .isInstanceOf(Order.Invalid.class);
    assertThat(given.begin(given.processing(neighbours))).isEqualTo(Begun.RECORDED);
  }

  /// Everything that ends with a certificate of the seat, against the withdrawal: whichever is
  /// first, no good certificate is left that the withdrawal has not seen.
  @Test
  void whatIsBegunNeverComesOutAfterItsWithdrawal() throws InterruptedException {
    for (int round = 0; round < 25; round++) {
      Subscriber user = given.user("12345678901234", "race" + round);
      Certificate first = given.issued(given.ready(account, seat(user)));
      Order.Processing renewal = given.begun(given.renewal(account, first));
      Certificate renewed = given.certificate(renewal);
      List<Optional<List<Serial>>> withdrawn = new ArrayList<>();
      var done =
          Parallel.run(
              2,
              i -> {
                if (i == 0) {
                  return given.complete(renewal, renewed);
                }
                withdrawn.add(withdraw(user, Optional.of(first.serial()), Optional.of(NOW)));
                return true;
              });
      boolean renewedFirst = done.getFirst();
      assertThat(withdrawn.getFirst().isPresent()).isNotEqualTo(renewedFirst);
      assertThat(ports.certificates().current(MIDORI, user.name(), NOW).isPresent())
          .isEqualTo(renewedFirst);
    }
  }

  private Optional<Instant> right() {
    return ports.subscribers().find(seat.id()).orElseThrow().right();
  }

  private Optional<List<Serial>> withdraw(Certificate newest, Optional<Instant> right) {
    return withdraw(seat, Optional.of(newest.serial()), right);
  }

  private Optional<List<Serial>> withdraw(Optional<Serial> newest, Optional<Instant> right) {
    return withdraw(seat, newest, right);
  }

  private Optional<List<Serial>> withdraw(
      Subscriber of, Optional<Serial> newest, Optional<Instant> right) {
    return ports
        .certificates()
        .withdraw(of.name(), seen(of, newest), SUPERSEDED, right, Optional.empty(), cause());
  }

  private SeatVersion seen(Subscriber of, Optional<Serial> newest) {
    return new SeatVersion(ports.subscribers().find(of.id()).orElseThrow().revision(), newest);
  }

  private Entry cause() {
    return entry(Act.RIGHT_OPENED, "subscriber:" + seat.name());
  }
}
