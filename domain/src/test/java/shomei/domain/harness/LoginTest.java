package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.ContinueSession.Why;
import shomei.domain.session.HolderStatus.Obstacle;
import shomei.domain.session.HolderStatus.RevokedBy;
import shomei.domain.session.JudgeHolder;
import shomei.domain.session.LogIn;
import shomei.domain.session.LogIn.Door;
import shomei.domain.session.LogIn.Outcome;
import shomei.domain.session.LogOut;
import shomei.domain.session.Session;
import shomei.domain.session.SubmitOnce;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.PinCosts;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.TryPin;

final class LoginTest {
  private static final String HOST = "k7q2m9.login.example";
  private static final SubscriberName USER = SubscriberName.parse("10000000000001/u1");

  private final Policy biznet =
      Examples.biznet(rules -> rules.oldCertificate = Policy.OldCertificate.REVOKED_ON_FIRST_USE);
  private final CaHarness ca = new CaHarness(biznet);
  private final Policies policies =
      new Policies(Map.of("biznet", biznet, "densai", Examples.densai()));
  private final JudgeHolder judge =
      new JudgeHolder(ca.ports.sessions(), ca.ports.subscribers(), ca.ports.history(), ca.clock);
  private final PinCheck check =
      new PinCheck(
          ca.token,
          (pin, salt, cost) -> Octets.of(pin).sha256().octets(),
          new Random(1),
          new PinCosts(ca.ports.subscribers(), ca.clock));
  private final LogIn logIn =
      new LogIn(
          policies,
          judge,
          new TryPin(ca.ports.subscribers(), check, (institution, what) -> {}),
          check,
          ca.token,
          new SubmitOnce(ca.ports.submissions(), ca.clock::advance, ca.clock),
          ca.ports.sessions(),
          ca.ports.subscribers(),
          ca.ports.certificates(),
          ca.ports.history(),
          ca.clock);
  private final ContinueSession sessions = new ContinueSession(ca.ports.sessions(), ca.clock);
  private int forms;

  private CaHarness.Held user() {
    return ca.acquire(ca.userOfNewCorporation(ca.kita, "10000000000001", "u1"));
  }

  private Octets form() {
    return Octets.of(new byte[] {(byte) forms++, 1});
  }

  private LogIn.Result send(Certificate certificate, Octets form, String pin) {
    return send(ca.kita, certificate, Door.USER, form, pin, Optional.empty());
  }

  private LogIn.Result send(
      Institution institution,
      Certificate certificate,
      Door door,
      Octets form,
      String pin,
      Optional<String> next) {
    return ca.step(
        () ->
            logIn.logIn(
                institution,
                new LogIn.Submitted(
                    form,
                    new LogIn.Who.Holder(certificate.der().sha256(), door),
                    HOST,
                    Pin.attempt(pin),
                    next.map(Pin::attempt)),
                Examples.FROM));
  }

  private Outcome outcome(Certificate certificate, String pin) {
    return send(certificate, form(), pin).outcome();
  }

  private Octets opened(CaHarness.Held held) {
    return send(held.certificate(), form(), CaHarness.PIN).secret().orElseThrow();
  }

  private ContinueSession.Outcome look(Octets secret, CaHarness.Held held) {
    return look(secret, Optional.of(held.certificate()), HOST);
  }

  private ContinueSession.Outcome look(Octets secret, Optional<Certificate> shown, String host) {
    var binding = new Session.Binding(ca.kita.id(), shown.map(one -> one.der().sha256()), host);
    return ca.step(() -> sessions.judge(secret, binding, Examples.FROM));
  }

  private static ContinueSession.Outcome over(Why why) {
    return new ContinueSession.Outcome.Over(why);
  }

  private List<String> told(Act act, String detail) {
    return ca.ports.history().on(ca.kita.id(), "subscriber:" + USER).stream()
        .filter(entry -> entry.act() == act)
        .map(entry -> String.valueOf(entry.details().get(detail)))
        .toList();
  }

  @Test
  void certificateAndPinTogetherOpenASession() {
    CaHarness.Held held = user();
    Octets secret = opened(held);
    assertThat(look(secret, held)).isInstanceOf(ContinueSession.Outcome.Good.class);
    Entry entry =
        ca.ports
            .history()
            .latest(ca.kita.id(), "subscriber:" + USER, Set.of(Act.LOGGED_IN), 1)
            .getFirst();
    assertThat(entry.actor().id()).isEqualTo(USER.toString());
    assertThat(entry.details())
        .containsEntry("certificate", held.certificate().serial().hex())
        .containsEntry("address", Examples.FROM.address());
  }

  @Test
  void theSameFormWithTheSamePinIsOneTry() {
    CaHarness.Held held = user();
    Octets form = form();
    assertThat(send(held.certificate(), form, "wrong").outcome()).isEqualTo(Outcome.WRONG_PIN);
    assertThat(send(held.certificate(), form, "wrong").outcome()).isEqualTo(Outcome.WRONG_PIN);
    assertThat(told(Act.PIN_WRONG, "what")).containsExactly("try 1");
    LogIn.Result first = send(held.certificate(), form, CaHarness.PIN);
    assertThat(first.outcome()).isEqualTo(Outcome.OPENED);
    assertThat(send(held.certificate(), form, CaHarness.PIN)).isEqualTo(first);
    assertThat(told(Act.LOGGED_IN, "what")).hasSize(1);
  }

  @Test
  void wrongPinsOfAHolderLockTheSeat() {
    CaHarness.Held held = user();
    for (int i = 0; i < 5; i++) {
      assertThat(outcome(held.certificate(), "wrong")).isEqualTo(Outcome.WRONG_PIN);
    }
    assertThat(outcome(held.certificate(), CaHarness.PIN)).isEqualTo(Outcome.OBSTACLE);
    assertThat(judge.judge(ca.kita, held.certificate().der().sha256()).obstacle())
        .contains(Obstacle.LOCKED);
    assertThat(told(Act.PIN_LOCKED, "what")).hasSize(1);
    assertThat(outcome(held.certificate(), CaHarness.PIN)).isEqualTo(Outcome.OBSTACLE);
    assertThat(told(Act.LOGIN_REFUSED, "what")).as("within the hour").containsExactly("LOCKED");
    ca.use.unlock.unlock(ca.kita.id(), USER, Examples.COUNTER);
    assertThat(outcome(held.certificate(), CaHarness.PIN)).isEqualTo(Outcome.OPENED);
  }

  @Test
  void aTemporaryPinMustGiveWayToAnother() {
    CaHarness.Held held = user();
    ca.use.resetPin.login(ca.kita, USER, Pin.attempt(CaHarness.TEMPORARY), Examples.COUNTER);
    Certificate certificate = held.certificate();
    assertThat(outcome(certificate, CaHarness.TEMPORARY)).isEqualTo(Outcome.PIN_CHANGE_REQUIRED);
    assertThat(change(certificate, CaHarness.TEMPORARY)).isEqualTo(Outcome.PIN_UNCHANGED);
    assertThatThrownBy(() -> change(certificate, "ab"))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED));
    Octets form = form();
    LogIn.Result changed =
        send(
            ca.kita, certificate, Door.USER, form, CaHarness.TEMPORARY, Optional.of(CaHarness.PIN));
    assertThat(changed.outcome()).isEqualTo(Outcome.OPENED);
    assertThat(
            send(
                ca.kita,
                certificate,
                Door.USER,
                form,
                CaHarness.TEMPORARY,
                Optional.of(CaHarness.PIN)))
        .as("a double click")
        .isEqualTo(changed);
    assertThat(look(changed.secret().orElseThrow(), held))
        .isInstanceOf(ContinueSession.Outcome.Good.class);
    assertThat(outcome(certificate, CaHarness.TEMPORARY)).isEqualTo(Outcome.WRONG_PIN);
    assertThat(outcome(certificate, CaHarness.PIN)).isEqualTo(Outcome.OPENED);
  }

  private Outcome change(Certificate certificate, String next) {
    return send(ca.kita, certificate, Door.USER, form(), CaHarness.TEMPORARY, Optional.of(next))
        .outcome();
  }

  @Test
  void anotherInstitutionsAndStrangersCertificatesAreRefusedWithTheirGround() {
    CaHarness.Held held = user();
    assertThat(
            send(ca.hokuyo, held.certificate(), Door.USER, form(), CaHarness.PIN, Optional.empty())
                .outcome())
        .isEqualTo(Outcome.OBSTACLE);
    assertThat(judge.judge(ca.hokuyo, held.certificate().der().sha256()).obstacle())
        .contains(Obstacle.OTHER_INSTITUTION);
    assertThat(judge.judge(ca.hokuyo, held.certificate().der().sha256()).holder()).isEmpty();
    assertThat(judge.judge(ca.kita, Octets.of(new byte[32])).obstacle()).contains(Obstacle.UNKNOWN);
  }

  @Test
  void aUserAtTheAdministratorsDoorIsSentToTheOtherAndNoTryIsCounted() {
    CaHarness.Held held = user();
    assertThat(
            send(ca.kita, held.certificate(), Door.ADMINISTRATOR, form(), "x", Optional.empty())
                .outcome())
        .isEqualTo(Outcome.OTHER_DOOR);
    assertThat(ca.ports.subscribers().lockStatus(ca.kita.id(), USER).wrong()).isZero();
  }

  @Test
  void expiredRevokedAndSuspendedHoldersAreToldWhy() {
    CaHarness.Held held = user();
    Octets sha256 = held.certificate().der().sha256();
    ca.use.suspension.suspend(ca.kita.id(), USER, Examples.COUNTER);
    assertThat(judge.judge(ca.kita, sha256).obstacle()).contains(Obstacle.SUSPENDED);
    ca.use.suspension.unsuspend(ca.kita.id(), USER, Examples.COUNTER);
    assertThat(judge.judge(ca.kita, sha256).obstacle()).isEmpty();
    revoke(held.certificate());
    assertThat(judge.judge(ca.kita, sha256).obstacle()).contains(Obstacle.REVOKED);
    assertThat(judge.judge(ca.kita, sha256).revokedBy()).contains(RevokedBy.COUNTER);
    Subscriber administrator = ca.administrator(ca.kita, "10000000000002");
    CaHarness.Held other = ca.acquire(administrator);
    ca.clock.set(other.certificate().notAfter().plusSeconds(1));
    assertThat(judge.judge(ca.kita, other.certificate().der().sha256()).obstacle())
        .contains(Obstacle.EXPIRED);
  }

  private void revoke(Certificate certificate) {
    var revocation =
        new Certificate.Revocation(ca.clock.instant(), Optional.of(RevocationReason.UNSPECIFIED));
    Entry cause =
        new Entry(
            ca.clock.instant(),
            ca.kita.id(),
            Examples.COUNTER,
            Act.CERTIFICATE_REVOKED,
            "x",
            Map.of());
    ca.ports
        .certificates()
        .revoke(certificate.serial(), revocation, revocation.entry(certificate.serial(), cause));
  }

  @Test
  void revocationSuspensionAndAnotherPinEndASessionAtOnce() {
    CaHarness.Held held = user();
    Octets first = opened(held);
    ca.use.suspension.suspend(ca.kita.id(), USER, Examples.COUNTER);
    assertThat(look(first, held)).isEqualTo(over(Why.SUSPENDED));
    ca.use.suspension.unsuspend(ca.kita.id(), USER, Examples.COUNTER);
    assertThat(look(first, held)).as("it does not come back").isEqualTo(over(Why.NONE));

    Octets second = opened(held);
    ca.use.resetPin.confirmation(ca.kita, USER, Pin.attempt(CaHarness.PIN), Examples.COUNTER);
    assertThat(look(second, held)).isEqualTo(over(Why.CHANGED));

    Octets third = opened(held);
    revoke(held.certificate());
    assertThat(look(third, held)).isEqualTo(over(Why.REVOKED));
    assertThat(told(Act.SESSION_ENDED, "what")).containsExactly("SUSPENDED", "CHANGED", "REVOKED");
  }

  @Test
  void aSessionEndsAfterAQuarterOfAnHourUnusedAndAfterEightHoursAnyway() {
    CaHarness.Held held = user();
    Octets idle = opened(held);
    ca.advance(Session.IDLE);
    assertThat(look(idle, held)).isInstanceOf(ContinueSession.Outcome.Good.class);
    ca.advance(Session.IDLE.plusSeconds(1));
    assertThat(look(idle, held)).isEqualTo(over(Why.TIMED_OUT));

    Octets busy = opened(held);
    for (int i = 0; i < 48; i++) {
      ca.advance(Duration.ofMinutes(10));
      assertThat(look(busy, held)).isInstanceOf(ContinueSession.Outcome.Good.class);
    }
    ca.advance(Duration.ofSeconds(1));
    assertThat(look(busy, held)).isEqualTo(over(Why.TIMED_OUT));
  }

  @Test
  void aCookieWithoutTheKeyOrAtAnotherHostEndsTheSessionAndIsTold() {
    CaHarness.Held held = user();
    for (var thief :
        List.of(
            new Shown(Optional.empty(), HOST),
            new Shown(Optional.of(held.certificate()), "zzzzzzzz.login.example"))) {
      Octets secret = opened(held);
      assertThat(look(secret, thief.certificate(), thief.host())).isEqualTo(over(Why.STOLEN));
      assertThat(look(secret, held)).isEqualTo(over(Why.NONE));
    }
    assertThat(told(Act.SESSION_ENDED, "what")).containsExactly("STOLEN", "STOLEN");
  }

  private record Shown(Optional<Certificate> certificate, String host) {}

  @Test
  void whoLogsOutIsOut() {
    CaHarness.Held held = user();
    Octets secret = opened(held);
    if (look(secret, held) instanceof ContinueSession.Outcome.Good good) {
      new LogOut(ca.ports.sessions(), ca.clock).logOut(good.session(), Examples.FROM);
    }
    assertThat(look(secret, held)).isEqualTo(over(Why.NONE));
    assertThat(told(Act.SESSION_ENDED, "what")).containsExactly("LOGOUT");
  }

  @Test
  void aFinishedRenewalEndsTheSessionAndTheFirstLoginWithTheNewOneRetiresTheOld() {
    CaHarness.Held old = user();
    ca.advance(Duration.ofDays(350));
    Octets secret = opened(old);
    CaHarness.Held renewed = ca.renew(old, Optional.empty());
    assertThat(look(secret, old)).isEqualTo(over(Why.RENEWED));
    Octets again = opened(old);
    assertThat(look(again, old))
        .as("the old one is good until the new one is used")
        .isInstanceOf(ContinueSession.Outcome.Good.class);
    assertThat(ca.now(old.certificate()).revocation()).isEmpty();

    Octets withNew = opened(renewed);
    assertThat(look(withNew, renewed)).isInstanceOf(ContinueSession.Outcome.Good.class);
    assertThat(ca.now(old.certificate()).revocation().orElseThrow().reason())
        .contains(RevocationReason.SUPERSEDED);
    assertThat(ca.now(renewed.certificate()).revocation()).isEmpty();
    assertThat(look(again, old)).isEqualTo(over(Why.REVOKED));
    assertThat(judge.judge(ca.kita, old.certificate().der().sha256()).revokedBy())
        .contains(RevokedBy.HOLDER);
    assertThat(opened(renewed)).as("once is enough").isNotNull();
  }

  @Test
  void withoutACertificateOnlyWherePolicyAllowsAndNoneIsHeld() {
    Subscriber seat = ca.userOfNewCorporation(ca.kita, "10000000000001", "u1");
    assertThat(logIn(ca.kita, seat.name(), "wrong").outcome()).isEqualTo(Outcome.WRONG_PIN);
    assertThat(logIn(ca.kita, SubscriberName.parse("99999999999999"), CaHarness.PIN).outcome())
        .isEqualTo(Outcome.WRONG_PIN);
    assertThat(logIn(ca.kita, seat.name(), CaHarness.PIN).outcome()).isEqualTo(Outcome.OPENED);
    ca.acquire(seat);
    assertThat(logIn(ca.kita, seat.name(), CaHarness.PIN).outcome()).isEqualTo(Outcome.WRONG_PIN);
    assertThatThrownBy(() -> logIn(ca.hokuyo, seat.name(), CaHarness.PIN))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void whatWasOpenedWithoutACertificateIsOverOnceOneIsHeld() {
    Subscriber seat = ca.userOfNewCorporation(ca.kita, "10000000000001", "u1");
    Octets secret = logIn(ca.kita, seat.name(), CaHarness.PIN).secret().orElseThrow();
    var binding = new Session.Binding(ca.kita.id(), Optional.empty(), HOST);
    assertThat(sessions.judge(secret, binding, Examples.FROM))
        .isInstanceOf(ContinueSession.Outcome.Good.class);
    ca.acquire(seat);
    assertThat(sessions.judge(secret, binding, Examples.FROM)).isEqualTo(over(Why.ACQUIRED));
    assertThat(sessions.judge(secret, binding, Examples.FROM)).isEqualTo(over(Why.NONE));
  }

  private LogIn.Result logIn(Institution institution, SubscriberName seat, String pin) {
    return ca.step(
        () ->
            logIn.logIn(
                institution,
                new LogIn.Submitted(
                    form(), new LogIn.Who.Named(seat), HOST, Pin.attempt(pin), Optional.empty()),
                Examples.FROM));
  }
}
