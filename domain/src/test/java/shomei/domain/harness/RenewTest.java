package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.account.Binding;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ChallengeResponse;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestKeys;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.order.OrderRequest;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;

/// Renewal by possession of the current key (seeds 000, 002, 004).
final class RenewTest {
  private static final Duration DAY = Duration.ofDays(1);
  private final CaHarness ca = new CaHarness();

  @Test
  void renewalOpensThirtyDaysBeforeExpiryAtBiznet() {
    Held old = biznetUser();
    Instant opens = old.certificate().notAfter().minus(DAY.multipliedBy(30));
    ca.clock.set(opens.minusSeconds(1));
    Failure early = failure(old, Optional.empty());
    assertThat(early.reason()).isEqualTo(Reason.RENEWAL_NOT_OPEN);
    assertThat(early.notBefore()).contains(opens);
    ca.clock.set(opens);
    ca.renew(old, Optional.empty());
  }

  @Test
  void renewalOpensFortyDaysBeforeExpiryAtDensai() {
    Held old = densaiUser();
    Instant opens = old.certificate().notAfter().minus(DAY.multipliedBy(40));
    ca.clock.set(opens.minusSeconds(1));
    assertThat(failure(old, Optional.of(PIN)).reason()).isEqualTo(Reason.RENEWAL_NOT_OPEN);
    ca.clock.set(opens);
    ca.renew(old, Optional.of(PIN));
  }

  @Test
  void aCertificateIsRenewedUntilItsLastSecondAndNotAfter() {
    Held old = biznetUser();
    ca.clock.set(old.certificate().notAfter().plusSeconds(1));
    assertThat(failure(old, Optional.empty()).reason()).isEqualTo(Reason.RENEWAL_CLOSED);
    ca.clock.set(old.certificate().notAfter());
    ca.renew(old, Optional.empty());
  }

  @Test
  void theNewCertificateLivesOneYearFromItsRenewalAndTheOldOneUntilItExpires() {
    Held old = biznetUser();
    ca.clock.set(Instant.parse("2027-03-10T15:00:00Z"));
    Held renewed = ca.renew(old, Optional.empty());
    assertThat(renewed.certificate().notAfter()).isEqualTo(Instant.parse("2028-03-10T23:59:59Z"));
    assertThat(ca.now(old.certificate()).revocation()).isEmpty();
    assertThat(ca.now(old.certificate()).replacedBy()).contains(renewed.certificate().order());
    assertThat(
            ca.ports
                .certificates()
                .current(
                    ca.kita.id(), renewed.certificate().seat().orElseThrow(), ca.clock.instant()))
        .contains(renewed.certificate());
  }

  @Test
  void renewalGoesOnYearAfterYear() {
    Held held = biznetUser();
    for (int year = 0; year < 5; year++) {
      ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(20)));
      held = ca.renew(held, Optional.empty());
    }
    assertThat(ca.ports.certificates().of(ca.kita.id(), held.certificate().seat().orElseThrow()))
        .hasSize(6);
  }

  @Test
  void atDensaiRenewalNeedsThePinToo() {
    Held old = densaiUser();
    inPeriod(old);
    Order order = ca.renewal(old.account(), old.certificate());
    assertThatThrownBy(
            () -> ca.possess(old.account(), order, old.certificate(), old.key(), Optional.empty()))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.MALFORMED));
    assertThat(ca.now(order)).isInstanceOf(Order.Pending.class);
    ca.possess(old.account(), order, old.certificate(), old.key(), Optional.of(PIN));
    ca.issue(old.account(), order);
  }

  @Test
  void wrongPinsAtRenewalLockWhereverTheyComeFrom() {
    Held old = densaiUser();
    inPeriod(old);
    for (int i = 1; i <= 5; i++) {
      assertThat(failure(old, Optional.of("wrong" + i)).reason())
          .isEqualTo(Reason.INCORRECT_RESPONSE);
    }
    assertThat(failure(old, Optional.of(PIN)).reason()).isEqualTo(Reason.LOCKED);
    assertThat(ca.now(old.certificate()).revocation()).isEmpty();
  }

  /// The attack: outsiders lock a seat until its good certificate has run out.
  @Test
  void aLockLeavesRenewalAloneWhereThePinIsNotAsked() {
    Held old = biznetUser();
    inPeriod(old);
    lockByStrangers(old);
    for (int i = 1; i <= 6; i++) {
      ca.answerPin(old.account(), ca.order(old.account(), seat(old)), "wrong");
    }
    assertThat(ca.ports.subscribers().lockStatus(ca.kita.id(), seat(old)).lock())
        .isEqualTo(PinTry.Lock.ALL);
    ca.renew(old, Optional.empty());
  }

  @Test
  void strangersLockNoRenewalWhereThePinIsAskedEither() {
    Held old = densaiUser();
    inPeriod(old);
    lockByStrangers(old);
    assertThat(failure(old, Optional.of("wrong")).reason()).isEqualTo(Reason.INCORRECT_RESPONSE);
    ca.renew(old, Optional.of(PIN));
  }

  private void lockByStrangers(Held held) {
    Institution institution = ca.institution(held.account());
    for (int i = 1; i <= 6; i++) {
      ca.from = Examples.from(i);
      Account stranger = ca.account(institution);
      ca.answerPin(stranger, ca.order(stranger, seat(held)), "wrong" + i);
    }
    assertThat(ca.ports.subscribers().lockStatus(institution.id(), seat(held)).lock())
        .isEqualTo(PinTry.Lock.ACQUISITION);
  }

  @Test
  void aSuspendedSeatDoesNotRenew() {
    Held old = biznetUser();
    inPeriod(old);
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), seat(old), Examples.COUNTER));
    assertThat(failure(old, Optional.empty()).reason()).isEqualTo(Reason.SUSPENDED);
  }

  @Test
  void aRevokedCertificateIsNotRenewed() {
    Held old = biznetUser();
    inPeriod(old);
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                old.certificate().serial(),
                Optional.of(RevocationReason.PRIVILEGE_WITHDRAWN),
                Examples.COUNTER));
    assertThat(failure(old, Optional.empty()).reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void aCertificateThatIsRevokedAfterItsProofIsNotRenewed() {
    Held old = biznetUser();
    inPeriod(old);
    Order order = ca.renewal(old.account(), old.certificate());
    ca.possess(old.account(), order, old.certificate(), old.key(), Optional.empty());
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                old.certificate().serial(), Optional.empty(), Examples.COUNTER));
    assertThatThrownBy(() -> ca.issue(old.account(), order))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.ORDER_NOT_READY));
  }

  @Test
  void theHolderMayRenewFromANewAccount() {
    Held old = biznetUser();
    inPeriod(old);
    Account fresh = ca.account(ca.kita);
    Order order = ca.renewal(fresh, old.certificate());
    ca.possess(fresh, order, old.certificate(), old.key(), Optional.empty());
    ca.issue(fresh, order);
  }

  @Test
  void aRepeatedRequestGetsTheOrderThatItMade() {
    Held old = biznetUser();
    inPeriod(old);
    Order order = ca.renewal(old.account(), old.certificate());
    assertThat(repeat(old)).isEqualTo(order);
    ca.possess(old.account(), order, old.certificate(), old.key(), Optional.empty());
    assertThat(repeat(old)).isEqualTo(new Order.Ready(order.terms()));
    ca.issue(old.account(), order);
    assertThatThrownBy(() -> repeat(old)).isInstanceOfSatisfying(Refusal.class, this::replaced);
  }

  @Test
  void whatAStrangerHasOrderedStandsNotInTheHoldersWay() {
    Held old = biznetUser();
    inPeriod(old);
    Order strangers = ca.renewal(ca.account(ca.kita), old.certificate());
    Order own = ca.renewal(old.account(), old.certificate());
    assertThat(own.terms().id()).isNotEqualTo(strangers.terms().id());
    ca.possess(old.account(), own, old.certificate(), old.key(), Optional.empty());
    ca.issue(old.account(), own);
  }

  @Test
  void aCertificateIsRenewedOnce() {
    Held old = biznetUser();
    inPeriod(old);
    ca.renew(old, Optional.empty());
    for (Account account : List.of(old.account(), ca.account(ca.kita))) {
      assertThatThrownBy(() -> ca.renewal(account, old.certificate()))
          .isInstanceOfSatisfying(Refusal.class, this::replaced);
    }
  }

  @Test
  void anOrderThatFailedLeavesTheCertificateFreeForAnother() {
    Held old = biznetUser();
    ca.clock.set(old.certificate().notAfter().minus(DAY.multipliedBy(31)));
    assertThat(failure(old, Optional.empty()).reason()).isEqualTo(Reason.RENEWAL_NOT_OPEN);
    inPeriod(old);
    ca.renew(old, Optional.empty());
  }

  @Test
  void onlyThisKeyAndThisChallengeMakeAProof() {
    Held old = biznetUser();
    Held neighbour = ca.acquire(ca.user(ca.kita, "12345678901234", "user2"));
    inPeriod(old);
    assertRefused(old, o -> ca.proof(old.account(), o, old.certificate(), TestKeys.make()));
    assertRefused(old, o -> ca.proof(old.account(), o, neighbour.certificate(), old.key()));
    assertRefused(old, o -> ca.proof(old.account(), o, neighbour.certificate(), neighbour.key()));
    assertRefused(
        old,
        o -> {
          ChallengeResponse.Proof proof = ca.proof(old.account(), o, old.certificate(), old.key());
          return new ChallengeResponse.Proof(
              proof.certificateSha256(), proof.payload() + "x", proof.signedBy());
        });
    ca.renew(old, Optional.empty());
  }

  @Test
  void aProofOfAnotherOrderIsWorthNothing() {
    Held old = biznetUser();
    inPeriod(old);
    Order first = ca.renewal(old.account(), old.certificate());
    ChallengeResponse.Proof overheard =
        ca.proof(old.account(), first, old.certificate(), old.key());
    ca.step(
        () ->
            ca.use.deactivateAuthorization.deactivate(
                old.account(), ca.authorization(first), Examples.FROM));
    assertRefused(old, o -> overheard);
  }

  @Test
  void aReplacedCertificateIsOfTheSeatThatIsOrdered() {
    Held old = biznetUser();
    Subscriber other = ca.user(ca.kita, "12345678901234", "user2");
    var wanted =
        new OrderRequest(
            List.of(new OrderRequest.Wanted("subscriber", other.name().toString())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ca.certId(old.certificate())));
    assertThatThrownBy(() -> ca.place(old.account(), wanted))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.UNAUTHORIZED));
  }

  @Test
  void anAccountThatIsBoundForRenewalNeedsNoProof() {
    Held old = biznetUser();
    inPeriod(old);
    Subscriber user = ca.ports.subscribers().find(ca.kita.id(), seat(old)).orElseThrow();
    var minted =
        ca.step(() -> ca.use.mint.forSubscriber(ca.kita, user, Binding.Act.RENEW, Examples.FROM));
    byte[] secret = ca.use.secrets.of(ca.kita.id(), minted.key().kid());
    Account account = ca.account(ca.kita, CaHarness.bound(minted.key().kid(), secret));
    Order order = ca.renewal(account, old.certificate());
    assertThat(order).isInstanceOf(Order.Ready.class);
    ca.issue(account, order);
  }

  private void assertRefused(Held old, Function<Order, ChallengeResponse.Proof> proof) {
    Order order = ca.renewal(old.account(), old.certificate());
    Authorization judged =
        ca.answer(
            old.account(),
            order,
            Challenge.Kind.POSSESSION_01,
            new ChallengeResponse.OfPossession(proof.apply(order), Optional.of(Pin.attempt(PIN))));
    assertThat(judged.error())
        .get()
        .extracting(Failure::reason)
        .isEqualTo(Reason.INCORRECT_RESPONSE);
  }

  private Held biznetUser() {
    return ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1"));
  }

  private Held densaiUser() {
    return ca.acquire(ca.userOfNewCorporation(ca.hokuyo, "0501D00601", "S"));
  }

  private void inPeriod(Held held) {
    ca.clock.set(held.certificate().notAfter().minus(DAY.multipliedBy(15)));
  }

  private static SubscriberName seat(Held held) {
    return held.certificate().seat().orElseThrow();
  }

  private Order repeat(Held held) {
    return ca.renewal(held.account(), held.certificate());
  }

  private void replaced(Refusal refusal) {
    assertThat(refusal.reason()).isEqualTo(Reason.ALREADY_REPLACED);
  }

  private Failure failure(Held old, Optional<String> pin) {
    Order order = ca.renewal(old.account(), old.certificate());
    return ca.possess(old.account(), order, old.certificate(), old.key(), pin)
        .error()
        .orElseThrow();
  }
}
