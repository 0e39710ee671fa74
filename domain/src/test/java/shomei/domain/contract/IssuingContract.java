package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.order.Claim;
import shomei.domain.order.Order;
import shomei.domain.order.Orders.Begun;
import shomei.domain.subscriber.Subscriber;

/// How `Orders` takes a ready order to its certificate.
public abstract class IssuingContract extends PortContract {
  private static final Failure FAULT = new Failure(Reason.INTERNAL, "a fault of ours");
  private Account account;
  private Subscriber seat;

  @BeforeEach
  final void makeSeat() {
    account = given.account();
    seat = given.administrator("12345678901234");
  }

  @Test
  void ofParallelBeginningsOfOneOrderOneIsRecorded() throws InterruptedException {
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    var begun = Parallel.run(8, i -> given.begin(given.processing(ready)));
    assertThat(begun).containsOnlyOnce(Begun.RECORDED);
    assertThat(begun).filteredOn(Begun.LOST::equals).hasSize(7);
    assertThat(given.entries(Act.ISSUANCE_BEGUN, "order:" + ready.terms().id())).isOne();
  }

  @Test
  void whatIsGoingToBeSignedIsFoundAsItWasRecorded() {
    Order.Processing processing = given.begun(given.ready(account, seat(seat)));
    assertThat(ports.orders().find(processing.terms().id(), NOW)).contains(processing);
    // also when the order would have expired
    assertThat(ports.orders().find(processing.terms().id(), NOW.plus(Duration.ofDays(9))))
        .contains(processing);
  }

  @Test
  void ofParallelOrdersOnOneRightOneIsRecorded() throws InterruptedException {
    List<Order.Processing> orders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      orders.add(given.processing(given.ready(given.account(), seat(seat))));
    }
    var begun = Parallel.run(6, i -> given.begin(orders.get(i)));
    assertThat(begun).containsOnlyOnce(Begun.RECORDED);
    assertThat(begun).filteredOn(Begun.NO_RIGHT::equals).hasSize(5);
  }

  @Test
  void withoutAnOpenRightNothingIsBegun() {
    ports
        .subscribers()
        .openRight(
            seat.id(),
            NOW.plusSeconds(1),
            Optional.empty(),
            entry(Act.RIGHT_OPENED, "subscriber:" + seat.name()));
    Order.Ready ready = given.ready(account, seat(seat));
    assertThat(given.begin(given.processing(ready))).isEqualTo(Begun.NO_RIGHT);
    assertThat(ports.orders().find(ready.terms().id(), NOW)).contains(ready);
    assertThat(given.entries(Act.ISSUANCE_BEGUN, "order:" + ready.terms().id())).isZero();
    assertThat(given.begin(given.processing(ready, given.octets(32), NOW.plusSeconds(1))))
        .isEqualTo(Begun.RECORDED);
  }

  @Test
  void theCodeOfARightGoesWithTheCertificateAndNotBefore() {
    Octets code = given.octets(32);
    ports
        .subscribers()
        .openRight(
            seat.id(),
            NOW,
            Optional.of(code),
            entry(Act.RIGHT_OPENED, "subscriber:" + seat.name()));
    Order.Processing begun = given.begun(given.ready(account, seat(seat)));
    assertThat(letterCode()).contains(code);
    given.complete(begun, given.certificate(begun));
    assertThat(letterCode()).isEmpty();
  }

  private Optional<Octets> letterCode() {
    return ports.subscribers().find(seat.id()).flatMap(Subscriber::letterCode);
  }

  @Test
  void aSuspendedSeatBeginsNothing() {
    Certificate certificate = given.issued(given.ready(account, seat(seat)));
    openRight();
    ports
        .subscribers()
        .suspend(
            seat.id(),
            Optional.empty(),
            true,
            entry(Act.SUBSCRIBER_SUSPENDED, "subscriber:" + seat.name()));
    assertThat(given.begin(given.processing(given.ready(account, seat(seat)))))
        .isEqualTo(Begun.SUSPENDED);
    assertThat(given.begin(given.processing(given.renewal(account, certificate))))
        .isEqualTo(Begun.SUSPENDED);
  }

  @Test
  void anAccountsKeyGetsNoCertificate() {
    Account other = given.account();
    ports
        .accounts()
        .deactivate(other.id(), entry(Act.ACCOUNT_DEACTIVATED, "account:" + other.id()));
    for (Account holder : List.of(account, other)) {
      Order.Ready ready = given.ready(account, dns("a.example.net"));
      assertThat(given.begin(given.processing(ready), holder.key())).isEqualTo(Begun.ACCOUNT_KEY);
      assertThat(ports.orders().find(ready.terms().id(), NOW)).contains(ready);
    }
  }

  @Test
  void aKeyThatWasReportedAsCompromisedGetsNoCertificate() {
    Certificate certificate = given.issued(given.ready(account, seat(seat)));
    revoke(certificate, Optional.of(RevocationReason.KEY_COMPROMISE));
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    assertThat(given.begin(given.processing(ready, certificate.spkiDigest(), NOW)))
        .isEqualTo(Begun.BARRED_KEY);
    assertThat(given.begin(given.processing(ready))).isEqualTo(Begun.RECORDED);
  }

  @Test
  void anOrderWhoseAuthorizationWasGivenUpIsNotBegun() {
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    ports
        .authorizations()
        .deactivate(
            ready.terms().authorizations().getFirst(),
            entry(Act.AUTHORIZATION_DEACTIVATED, "authorization:x"));
    assertThat(given.begin(given.processing(ready))).isEqualTo(Begun.LOST);
  }

  @Test
  void whatIsGivenBackIsReadyAgainAndItsClaimFree() {
    Order.Processing first = given.begun(given.ready(account, seat(seat)));
    Order.Ready second = given.ready(account, seat(seat));
    assertThat(given.begin(given.processing(second))).isEqualTo(Begun.NO_RIGHT);
    giveBack(first);
    assertThat(ports.orders().find(first.terms().id(), NOW))
        .contains(new Order.Ready(first.terms()));
    assertThat(given.entries(Act.ISSUANCE_FAILED, "order:" + first.terms().id())).isOne();
    assertThat(given.begin(given.processing(second))).isEqualTo(Begun.RECORDED);
  }

  @Test
  void whatFailedIsInvalidAndItsClaimFree() {
    Order.Processing first = given.begun(given.ready(account, seat(seat)));
    fail(first);
    assertThat(ports.orders().find(first.terms().id(), NOW))
        .contains(new Order.Invalid(first.terms(), FAULT));
    assertThat(given.entries(Act.ISSUANCE_FAILED, "order:" + first.terms().id())).isOne();
    assertThat(given.begin(given.processing(given.ready(account, seat(seat)))))
        .isEqualTo(Begun.RECORDED);
  }

  @Test
  void anOrderThatIsOpenIsRejectedOnceAndOneThatHasBegunNever() {
    Order.Ready ready = given.ready(account, seat(seat));
    reject(ready);
    reject(ready);
    assertThat(ports.orders().find(ready.terms().id(), NOW))
        .contains(new Order.Invalid(ready.terms(), FAULT));
    assertThat(given.entries(Act.ISSUANCE_FAILED, "order:" + ready.terms().id())).isOne();
    assertThat(given.begin(given.processing(ready))).isEqualTo(Begun.LOST);

    Order.Ready other = given.ready(account, seat(seat));
    Order.Processing processing = given.begun(other);
    reject(other);
    assertThat(ports.orders().find(other.terms().id(), NOW)).contains(processing);
    assertThat(given.entries(Act.ISSUANCE_FAILED, "order:" + other.terms().id())).isZero();
  }

  @Test
  void whatIsFinishedIsNeitherGivenBackNorFailed() {
    Order.Processing processing = given.begun(given.ready(account, seat(seat)));
    given.complete(processing, given.certificate(processing));
    giveBack(processing);
    fail(processing);
    assertThat(ports.orders().find(processing.terms().id(), NOW)).contains(processing.issued());
    assertThat(given.entries(Act.ISSUANCE_FAILED, "order:" + processing.terms().id())).isZero();
  }

  @Test
  void ofParallelCompletionsOneRecordsItsCertificate() throws InterruptedException {
    Order.Processing processing = given.begun(given.ready(account, seat(seat)));
    List<Certificate> signed = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      signed.add(given.certificate(processing));
    }
    var completed = Parallel.run(6, i -> given.complete(processing, signed.get(i)));
    assertThat(completed).containsOnlyOnce(true);
    Certificate recorded = signed.get(completed.indexOf(true));
    assertThat(ports.certificates().of(MIDORI, seat.name())).containsExactly(recorded);
    assertThat(given.entries(Act.CERTIFICATE_ISSUED, "certificate:" + recorded.serial())).isOne();
    assertThat(ports.notices().due(recorded.notAfter(), 10)).hasSize(2);
    assertThat(ports.orders().find(processing.terms().id(), NOW)).contains(processing.issued());
  }

  @Test
  void ofParallelCompletionsForNamesOneRecordsItsCertificate() throws InterruptedException {
    Order.Processing processing = given.begun(given.ready(account, dns("a.example.net")));
    Certificate signed = given.certificate(processing);
    assertThat(Parallel.run(6, i -> given.complete(processing, signed))).containsOnlyOnce(true);
    assertThat(ports.certificates().find(signed.serial())).contains(signed);
    assertThat(given.entries(Act.CERTIFICATE_ISSUED, "certificate:" + signed.serial())).isOne();
    assertThat(ports.orders().find(processing.terms().id(), NOW)).contains(processing.issued());
  }

  @Test
  void anotherSerialThanTheRecordedOneCompletesNothing() {
    Order.Processing processing = given.begun(given.ready(account, dns("a.example.net")));
    Order.Processing other = given.processing(new Order.Ready(processing.terms()));
    assertThat(given.complete(other, given.certificate(other))).isFalse();
    assertThat(ports.certificates().find(other.intent().toBeSigned().serial())).isEmpty();
    assertThat(ports.orders().find(processing.terms().id(), NOW)).contains(processing);
  }

  @Test
  void theRightClosesWithTheCertificate() {
    given.issued(given.ready(account, seat(seat)));
    assertThat(ports.subscribers().find(seat.id())).contains(Seats.right(seat, Optional.empty()));
    assertThat(given.begin(given.processing(given.ready(account, seat(seat)))))
        .isEqualTo(Begun.NO_RIGHT);
  }

  @Test
  void theSeatsGoodCertificatesAreSupersededByAnAcquiredOne() {
    Certificate first = given.issued(given.ready(account, seat(seat)));
    Certificate renewed = given.issued(given.renewal(account, first));
    Subscriber neighbour = given.user("12345678901234", "user1");
    Certificate beside = given.issued(given.ready(account, seat(neighbour)));
    openRight();
    Certificate acquired = given.issued(given.ready(account, seat(seat)));
    for (Certificate old : List.of(first, renewed)) {
      assertThat(ports.certificates().find(old.serial()).orElseThrow().revocation())
          .get()
          .extracting(Certificate.Revocation::reason)
          .isEqualTo(Optional.of(RevocationReason.SUPERSEDED));
      assertThat(given.entries(Act.CERTIFICATE_REVOKED, "certificate:" + old.serial())).isOne();
    }
    assertThat(ports.certificates().find(beside.serial())).contains(beside);
    assertThat(ports.certificates().current(MIDORI, seat.name(), NOW)).contains(acquired);
  }

  @Test
  void aRenewalMarksWhatItReplacesAndLeavesItGood() {
    Certificate old = given.issued(given.ready(account, seat(seat)));
    Order.Ready order = given.renewal(account, old);
    Certificate renewed = given.issued(order);
    Certificate marked = ports.certificates().find(old.serial()).orElseThrow();
    assertThat(marked.replacedBy()).contains(order.terms().id());
    assertThat(marked.revocation()).isEmpty();
    assertThat(ports.certificates().current(MIDORI, seat.name(), NOW)).contains(renewed);
  }

  @Test
  void aCertificateThatWasReplacedOrRevokedIsNotRenewed() {
    Certificate old = given.issued(given.ready(account, seat(seat)));
    revoke(old, Optional.empty());
    Order.Ready late = given.renewal(account, old);
    assertThat(given.begin(given.processing(late))).isEqualTo(Begun.REPLACED);
    assertThat(ports.orders().find(late.terms().id(), NOW)).contains(late);
  }

  @Test
  void aPartnersRevokedCertificateMayBeReplaced() {
    Certificate old = given.issued(given.ready(account, dns("a.example.net")));
    revoke(old, Optional.of(RevocationReason.UNSPECIFIED));
    assertThat(given.begin(given.processing(given.renewal(account, old))))
        .isEqualTo(Begun.RECORDED);
  }

  @Test
  void aRenewalWhoseCertificateWasRevokedMeanwhileFails() {
    Certificate old = given.issued(given.ready(account, seat(seat)));
    Order.Processing renewal = given.begun(given.renewal(account, old));
    openRight();
    Certificate acquired = given.issued(given.ready(account, seat(seat)));
    Certificate renewed = given.certificate(renewal);
    assertThat(given.complete(renewal, renewed)).isFalse();
    assertThat(ports.certificates().find(renewed.serial())).isEmpty();
    assertThat(ports.orders().find(renewal.terms().id(), NOW))
        .get()
        .isInstanceOf(Order.Invalid.class);
    assertThat(ports.certificates().current(MIDORI, seat.name(), NOW)).contains(acquired);
  }

  @Test
  void aRightThatWasOpenedAnewVoidsTheClaimOnTheOldOne() {
    Order.Processing stale = given.begun(given.ready(account, seat(seat)));
    openRight();
    Certificate acquired = given.issued(given.ready(account, seat(seat)));
    Certificate late = given.certificate(stale);
    assertThat(given.complete(stale, late)).isFalse();
    assertThat(ports.certificates().find(late.serial())).isEmpty();
    assertThat(ports.orders().find(stale.terms().id(), NOW))
        .get()
        .isInstanceOf(Order.Invalid.class);
    assertThat(ports.certificates().current(MIDORI, seat.name(), NOW)).contains(acquired);
  }

  @Test
  void aVoidClaimThatIsGivenBackLeavesTheNewOneAlone() {
    Order.Processing stale = given.begun(given.ready(account, seat(seat)));
    openRight();
    Order.Processing fresh = given.begun(given.ready(account, seat(seat)));
    giveBack(stale);
    assertThat(given.begin(given.processing(given.ready(account, seat(seat)))))
        .isEqualTo(Begun.NO_RIGHT);
    assertThat(given.complete(fresh, given.certificate(fresh))).isTrue();
  }

  @Test
  void unfinishedOrdersComeOldestFirstUntilTheyAreFinished() {
    List<Order.Processing> begun = new ArrayList<>();
    for (int age : new int[] {20, 40, 0}) {
      Order.Processing processing =
          given.processing(
              given.ready(account, dns("a.example.net")), given.octets(32), NOW.minusSeconds(age));
      assertThat(given.begin(processing)).isEqualTo(Begun.RECORDED);
      begun.add(processing);
    }
    assertThat(ports.orders().unfinished(NOW, 10)).containsExactly(begun.get(1), begun.get(0));
    assertThat(ports.orders().unfinished(NOW.plusSeconds(1), 1)).containsExactly(begun.get(1));
    given.complete(begun.get(1), given.certificate(begun.get(1)));
    fail(begun.get(0));
    assertThat(ports.orders().unfinished(NOW, 10)).isEmpty();
  }

  private void openRight() {
    ports
        .subscribers()
        .openRight(
            seat.id(), NOW, Optional.empty(), entry(Act.RIGHT_OPENED, "subscriber:" + seat.name()));
  }

  private void giveBack(Order.Processing order) {
    ports
        .orders()
        .giveBack(
            order,
            Claim.of(order.terms()),
            entry(Act.ISSUANCE_FAILED, "order:" + order.terms().id()));
  }

  private void reject(Order.Ready order) {
    ports
        .orders()
        .reject(order.failed(FAULT), entry(Act.ISSUANCE_FAILED, "order:" + order.terms().id()));
  }

  private void fail(Order.Processing order) {
    ports
        .orders()
        .fail(
            order.failed(FAULT),
            Claim.of(order.terms()),
            entry(Act.ISSUANCE_FAILED, "order:" + order.terms().id()));
  }

  private void revoke(Certificate certificate, Optional<RevocationReason> reason) {
    ports
        .certificates()
        .revoke(
            certificate.serial(),
            new Certificate.Revocation(NOW, reason),
            entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()));
  }
}
