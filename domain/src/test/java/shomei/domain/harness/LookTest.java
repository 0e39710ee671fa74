package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ChallengeResponse;
import shomei.domain.contract.Ports;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.Outage;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Reason;
import shomei.domain.memory.Memory;
import shomei.domain.order.Order;
import shomei.domain.partner.Partner;

/// Looks at names that die, hang or find the database away.
final class LookTest {
  private final Outage outage = new Outage();
  private final CaHarness ca =
      new CaHarness(outage.over(Ports.class, new Memory().ports()), Examples.policies());
  private final Account account = partner();

  @Test
  void whatADeadNodeLeftUnlookedAtIsTakenUp() {
    Order order = begun("a.example.net");
    ca.restart();
    assertThat(sweep()).isOne();
    ca.work();
    assertThat(ca.now(order)).isInstanceOf(Order.Ready.class);
  }

  @Test
  void whatIsStillWaitingForItsTurnIsNotTakenUpTwice() {
    Order order = begun("a.example.net");
    assertThat(sweep()).isOne();
    assertThat(ca.later).hasSize(1);
    ca.work();
    assertThat(ca.now(order)).isInstanceOf(Order.Ready.class);
  }

  @Test
  void aNameThatKillsWhoeverLooksIsGivenUpAndHoldsUpNobody() {
    Order deadly = begun("deadly.example.net");
    Order other = begun("other.example.net");
    ca.web.kill("deadly.example.net");
    List<Throwable> deaths = workAndDie();
    for (int sweep = 0; sweep < 5; sweep++) {
      ca.restart();
      sweep();
      deaths.addAll(workAndDie());
    }
    assertThat(ca.now(other)).isInstanceOf(Order.Ready.class);
    assertThat(deaths).hasSize(3).allMatch(OutOfMemoryError.class::isInstance);
    assertThat(ca.web.lookedAt()).filteredOn("deadly.example.net"::equals).hasSize(3);
    assertThat(ca.now(deadly)).isInstanceOf(Order.Invalid.class);
    assertThat(authorization(deadly).error().orElseThrow().reason()).isEqualTo(Reason.CONNECTION);
  }

  @Test
  void anOutcomeIsKeptUntilTheDatabaseIsBackAndNotLookedForAgain() {
    Order order = begun("a.example.net");
    Instant before = ca.clock.instant();
    outage.begin(7);
    ca.work();
    assertThat(ca.now(order)).isInstanceOf(Order.Ready.class);
    assertThat(ca.web.lookedAt()).containsExactly("a.example.net");
    assertThat(ca.clock.instant()).isBefore(before.plusSeconds(60));
    assertThat(
            ca.ports.history().on(ca.kita.id(), "dns:a.example.net").stream()
                .filter(entry -> entry.act() == Act.CHALLENGE_VALID))
        .hasSize(1);
  }

  @Test
  void aNodeThatStopsSettlesNothing() {
    Order order = begun("a.example.net");
    Thread.currentThread().interrupt();
    ca.later.remove().run();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(authorization(order).status()).isEqualTo(Authorization.Status.PENDING);
    ca.restart();
    sweep();
    ca.work();
    assertThat(ca.now(order)).isInstanceOf(Order.Ready.class);
  }

  @Test
  void whatExpiredBeforeAnybodyLookedIsOverAndNotLookedAt() {
    Order order = begun("a.example.net");
    ca.restart();
    ca.advance(Duration.between(ca.clock.instant(), authorization(order).expires()));
    assertThat(sweep()).isOne();
    ca.work();
    assertThat(sweep()).isZero();
    assertThat(authorization(order).status()).isEqualTo(Authorization.Status.INVALID);
    assertThat(ca.web.lookedAt()).isEmpty();
  }

  @Test
  void aLookThatEndsWhileItsClientWaitsIsToldInTheAnswerAndWrittenOnce() {
    ca.looks.quick = true;
    Order order = placed("a.example.net");
    Authorization answered = answered(authorization(order));
    assertThat(answered).isEqualTo(authorization(order));
    assertThat(answered.status()).isEqualTo(Authorization.Status.VALID);
    assertThat(ca.now(order)).isInstanceOf(Order.Ready.class);
    assertThat(found("a.example.net")).containsExactly(Act.CHALLENGE_VALID);
    assertThat(sweep()).isZero();
  }

  @Test
  void answersThatComeAtOnceAreOneLook() {
    Order order = placed("a.example.net");
    Authorization pending = authorization(order);
    for (int answer = 0; answer < 3; answer++) {
      assertThat(begun(answered(pending))).isTrue();
    }
    assertThat(ca.later).hasSize(1);
    ca.work();
    assertThat(ca.web.lookedAt()).containsExactly("a.example.net");
    assertThat(ca.now(order)).isInstanceOf(Order.Ready.class);
  }

  @Test
  void aLookThatFailsWhileItsClientWaitsIsToldToo() {
    ca.looks.quick = true;
    Order order = ca.names(account, "a.example.net");
    Authorization answered = answered(authorization(order));
    assertThat(answered.status()).isEqualTo(Authorization.Status.INVALID);
    assertThat(ca.now(order)).isInstanceOf(Order.Invalid.class);
    assertThat(found("a.example.net")).containsExactly(Act.CHALLENGE_INVALID);
  }

  @Test
  void aLookThatDiesWhileItsClientWaitsIsToldAsUnderWayAndTakenUp() {
    ca.looks.quick = true;
    Order order = placed("a.example.net");
    ca.web.kill("a.example.net");
    assertThat(begun(answered(authorization(order)))).isTrue();
    ca.web.revive("a.example.net");
    assertThat(sweep()).isOne();
    ca.work();
    assertThat(ca.now(order)).isInstanceOf(Order.Ready.class);
  }

  @Test
  void twoAnswersAtOnceAreSettledOnce() {
    Order order = placed("a.example.net");
    Authorization pending = authorization(order);
    assertThat(begun(answered(pending))).isTrue();
    assertThat(begun(answered(pending))).isTrue();
    ca.work();
    assertThat(ca.now(order)).isInstanceOf(Order.Ready.class);
    assertThat(found("a.example.net")).containsExactly(Act.CHALLENGE_VALID);
  }

  @Test
  void whatWasDeactivatedDuringItsLookStaysSo() {
    Order order = placed("a.example.net");
    answered(authorization(order));
    ca.step(
        () ->
            ca.use.deactivateAuthorization.deactivate(
                account, authorization(order), Examples.FROM));
    ca.work();
    assertThat(authorization(order).status()).isEqualTo(Authorization.Status.DEACTIVATED);
    assertThat(found("a.example.net")).isEmpty();
  }

  private List<Act> found(String name) {
    return ca.ports.history().on(ca.kita.id(), "dns:" + name).stream()
        .map(Entry::act)
        .filter(Set.of(Act.CHALLENGE_VALID, Act.CHALLENGE_INVALID)::contains)
        .toList();
  }

  private static boolean begun(Authorization authorization) {
    return authorization.status() == Authorization.Status.PENDING
        && authorization.challenge(Challenge.Kind.HTTP_01).orElseThrow().state()
            instanceof Challenge.State.Processing;
  }

  private int sweep() {
    ca.advance(Duration.ofMinutes(5));
    return ca.step(() -> ca.use.validate.takeUp(Duration.ofMinutes(1), 10));
  }

  /// As on threads: what one dies of ends that one.
  private List<Throwable> workAndDie() {
    List<Throwable> deaths = new ArrayList<>();
    for (Runnable task; (task = ca.later.poll()) != null; ) {
      Runnable taken = task;
      Optional.ofNullable(catchThrowable(() -> ca.step(taken))).ifPresent(deaths::add);
    }
    return deaths;
  }

  private Order begun(String name) {
    Order order = placed(name);
    answered(authorization(order));
    return order;
  }

  /// With the name's host ready.
  private Order placed(String name) {
    Order order = ca.names(account, name);
    Challenge challenge = authorization(order).challenge(Challenge.Kind.HTTP_01).orElseThrow();
    ca.web.publish(name, challenge.token(), challenge.keyAuthorization(account.key().thumbprint()));
    return order;
  }

  private Authorization answered(Authorization asRead) {
    return ca.step(
        () ->
            ca.use.answer.answer(
                ca.kita,
                account,
                asRead,
                Challenge.Kind.HTTP_01,
                ChallengeResponse.Look::new,
                Examples.FROM));
  }

  private Authorization authorization(Order order) {
    return ca.ports.authorizations().find(order.terms().authorizations().getFirst()).orElseThrow();
  }

  private Account partner() {
    var partner =
        ca.step(
            () ->
                ca.use.putPartner.put(
                    ca.kita,
                    "partner",
                    List.of(new Partner.Names("example.net", true, false)),
                    Examples.COUNTER));
    var minted =
        ca.step(
            () ->
                ca.use.mint.forPartner(
                    ca.kita, partner, Set.of(), false, Optional.empty(), Examples.COUNTER));
    String kid = minted.key().kid();
    return ca.account(ca.kita, CaHarness.bound(kid, ca.use.secrets.of(ca.kita.id(), kid)));
  }
}
