package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Origin;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.loginserver.CertificateStatus;
import shomei.domain.loginserver.LoginServers.Which;
import shomei.domain.loginserver.RegisterLoginServer;
import shomei.domain.loginserver.TellStatus;

final class LoginServerTest {
  private static final Octets OWN = Octets.of(new byte[] {1, 2, 3});
  private static final Instant BEGINS = CaHarness.START.minus(Duration.ofDays(1));
  private static final Instant ENDS = CaHarness.START.plus(Duration.ofDays(700));

  private final CaHarness ca = new CaHarness();
  private final RegisterLoginServer register =
      new RegisterLoginServer(ca.ports.loginServers(), ca.ports.certificates(), ca.clock);
  private final TellStatus tell =
      new TellStatus(
          ca.ports.institutions(), Examples.policies(), ca.ports.loginServers(), ca.clock);
  private Certificate certificate;

  @BeforeEach
  @SuppressWarnings("NullAway.Init") // before each test
  void acquire() {
    certificate =
        ca.acquire(ca.userOfNewCorporation(ca.kita, "10000000000001", "u1")).certificate();
  }

  private void register(Instant begins, Instant ends) {
    ca.step(() -> register.register(ca.kita.id(), "web", OWN, begins, ends, Examples.COUNTER));
  }

  private CertificateStatus told() {
    return tell.tell(ca.kita.id(), OWN, new Which.OfSerial(certificate.serial()));
  }

  @Test
  void aLoginServerMayAskFromTheFirstToTheLastSecondOfItsCertificate() {
    Instant first = CaHarness.START.plus(Duration.ofDays(1));
    Instant last = first.plus(Duration.ofDays(1));
    register(first, last);
    ca.clock.set(first.minusNanos(1));
    assertUnauthorized("is not valid before");
    ca.clock.set(first);
    assertThat(told().state()).isEqualTo(Certificate.State.ISSUED);
    ca.clock.set(last);
    assertThat(told().state()).isEqualTo(Certificate.State.ISSUED);
    ca.clock.set(last.plusNanos(1));
    assertUnauthorized("ended at");
  }

  @Test
  void renewalIsDueFromTheInstantAtWhichItOpensToTheLastSecond() {
    register(BEGINS, ENDS);
    Instant opens = certificate.notAfter().minus(Duration.ofDays(30));
    ca.clock.set(opens.minusNanos(1));
    assertThat(told().renewalDue()).isFalse();
    ca.clock.set(opens);
    assertThat(told().renewalDue()).isTrue();
    ca.clock.set(certificate.notAfter());
    assertThat(told().renewalDue()).isTrue();
    ca.clock.set(certificate.notAfter().plusNanos(1));
    assertThat(told().renewalDue()).isFalse();
    assertThat(told().state()).isEqualTo(Certificate.State.EXPIRED);
  }

  @Test
  void aRevokedCertificateIsNotDueForRenewal() {
    register(BEGINS, ENDS);
    ca.clock.set(certificate.notAfter().minus(Duration.ofDays(10)));
    ca.step(
        () -> ca.use.revoke.byOperator(certificate.serial(), Optional.empty(), Examples.COUNTER));
    assertThat(told())
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(Certificate.State.REVOKED);
              assertThat(status.renewalDue()).isFalse();
              assertThat(status.daysLeft()).isEqualTo(10);
            });
  }

  /// `notAfter` is 08:59:59 in Japan.
  @Test
  void daysAreCountedByTheDatesOfJapan() {
    register(BEGINS, ENDS);
    Instant midnight = certificate.notAfter().plusSeconds(1).minus(Duration.ofHours(9));
    ca.clock.set(midnight.minusSeconds(1));
    assertThat(told().daysLeft()).isEqualTo(1);
    ca.clock.set(midnight);
    assertThat(told().daysLeft()).isZero();
    ca.clock.set(certificate.notAfter().plus(Duration.ofDays(3)));
    assertThat(told().daysLeft()).isZero();
  }

  @Test
  void registeringAndRemovingAreInTheHistoryWithTheOperator() {
    register(BEGINS, ENDS);
    ca.step(
        () ->
            register.remove(
                ca.kita.id(), "web", Actor.operator("counter2", new Origin.Command("root"))));
    assertUnauthorized("no login server of kita");
    assertThat(ca.ports.history().on(ca.kita.id(), "login-server:web"))
        .extracting(entry -> entry.act() + " " + entry.actor().name())
        .containsExactly(
            Act.LOGIN_SERVER_ADDED + " operator:counter1",
            Act.LOGIN_SERVER_REMOVED + " operator:counter2");
    assertThatThrownBy(
            () ->
                register.remove(
                    ca.kita.id(), "web", Actor.operator("counter2", new Origin.Command("root"))))
        .hasMessageContaining("there is no login server web");
  }

  @Test
  void anEndedCertificateOrASeatsIsNotRegistered() {
    assertThatThrownBy(() -> register(BEGINS, ca.clock.instant().minusNanos(1)))
        .hasMessageContaining("the certificate ended at");
    assertThatThrownBy(
            () ->
                register.register(
                    ca.kita.id(), "web", certificate.der(), BEGINS, ENDS, Examples.COUNTER))
        .hasMessageContaining("is a subscriber's");
    assertThat(ca.ports.loginServers().of(ca.kita.id())).isEmpty();
  }

  private void assertUnauthorized(String why) {
    assertThatThrownBy(this::told)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHORIZED);
              assertThat(refusal.failure().detail()).contains(why);
            });
  }
}
