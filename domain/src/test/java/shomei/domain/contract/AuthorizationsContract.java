package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;
import static shomei.domain.contract.Given.stranger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Authorization.Status;
import shomei.domain.authorization.Authorizations.PinOutcome;
import shomei.domain.authorization.Challenge;
import shomei.domain.credential.PinKind;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Reason;
import shomei.domain.order.Order;
import shomei.domain.order.Terms;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;

public abstract class AuthorizationsContract extends PortContract {
  private static final Failure WRONG = new Failure(Reason.INCORRECT_RESPONSE, "違う");
  private Account account;

  @BeforeEach
  final void makeAccount() {
    account = given.account();
  }

  @Test
  void anAuthorizationIsFoundAsItWasPlaced() {
    Authorization placed =
        given.authorization(account, dns("*.a.example.net"), Status.PENDING, NOW);
    given.place(given.terms(account, List.of(placed), Optional.empty()), List.of(placed));
    assertThat(ports.authorizations().find(placed.id())).contains(placed);
    assertThat(ports.authorizations().find(new AuthorizationId(given.id()))).isEmpty();
  }

  @Test
  void ofParallelBeginningsOneBegins() throws InterruptedException {
    Authorization pending = placed(dns("a.example.net"), Status.PENDING);
    var begun =
        Parallel.run(
            6,
            i ->
                ports
                    .authorizations()
                    .begin(pending.processing(Challenge.Kind.HTTP_01, NOW.plusSeconds(i))));
    assertThat(begun).containsOnlyOnce(true);
  }

  @Test
  void whatIsSettledDoesNotBegin() {
    Authorization failed = placed(dns("a.example.net"), Status.PENDING);
    settle(failed.failed(Challenge.Kind.HTTP_01, NOW, WRONG), new PinOutcome.Untouched());
    assertThat(ports.authorizations().begin(failed.processing(Challenge.Kind.HTTP_01, NOW)))
        .isFalse();
  }

  @Test
  void theJudgedAuthorizationIsFoundAsItWasJudged() {
    Authorization pending = placed(dns("a.example.net"), Status.PENDING);
    Authorization failed = pending.failed(Challenge.Kind.HTTP_01, NOW, WRONG);
    assertThat(settle(failed, new PinOutcome.Untouched())).isTrue();
    assertThat(ports.authorizations().find(pending.id())).contains(failed);
    assertThat(given.entries(Act.CHALLENGE_VALID, subject(pending))).isOne();
  }

  @Test
  void aJudgementThatComesLaterIsNotWritten() throws InterruptedException {
    Authorization pending = placed(dns("a.example.net"), Status.PENDING);
    var written =
        Parallel.run(
            6,
            i ->
                settle(
                    i % 2 == 0
                        ? pending.failed(Challenge.Kind.HTTP_01, NOW, WRONG)
                        : pending.proven(Challenge.Kind.HTTP_01, NOW, NOW.plusSeconds(60)),
                    new PinOutcome.Untouched()));
    assertThat(written).containsOnlyOnce(true);
    assertThat(given.entries(Act.CHALLENGE_VALID, subject(pending))).isOne();
  }

  @Test
  void anAuthorizationAndItsOrderAgree() {
    Authorization pending = placed(dns("a.example.net"), Status.PENDING);
    Terms terms = given.terms(account, List.of(pending), Optional.empty());
    given.place(terms, List.of());
    assertThat(ports.orders().find(terms.id(), NOW)).contains(new Order.Pending(terms));
    settle(
        pending.proven(Challenge.Kind.HTTP_01, NOW, NOW.plusSeconds(60)),
        new PinOutcome.Untouched());
    assertThat(ports.orders().find(terms.id(), NOW)).contains(new Order.Ready(terms));
  }

  @Test
  void aRightPinSetsTheCountBackAndNoJudgementOfAnythingElseDoes() {
    Subscriber seat = given.administrator("12345678901234");
    Authorization first = placed(seat(seat), Status.PENDING);
    Authorization second = placed(seat(seat), Status.PENDING);
    given.tried(seat.name(), stranger(1));
    settle(first.failed(Challenge.Kind.PIN_01, NOW, WRONG), new PinOutcome.Untouched());
    assertThat(given.wrong(seat.name())).isOne();
    settle(
        second.proven(Challenge.Kind.PIN_01, NOW, NOW.plusSeconds(60)),
        new PinOutcome.Right(given.tried(seat.name(), stranger(1))));
    assertThat(given.wrong(seat.name())).isZero();
    assertThat(ports.subscribers().find(seat.id())).contains(seat);
    given.tried(seat.name(), new PinTry.By.Administrator());
    Authorization third = placed(seat(seat), Status.PENDING);
    settle(
        third.proven(Challenge.Kind.PIN_01, NOW, NOW.plusSeconds(60)),
        new PinOutcome.Right(given.tried(seat.name(), stranger(1))));
    assertThat(given.wrong(seat.name())).as("the other PIN's").isOne();
  }

  @Test
  void aTemporaryPinIsChangedOnceAndTheRestOfTheSeatIsNot() {
    Subscriber seat = given.administrator("12345678901234");
    Authorization first = placed(seat(seat), Status.PENDING);
    Subscriber chosen = Seats.loginPin(seat, given.verifier(), false);
    var tried = given.tried(seat.name(), stranger(1));
    settle(proven(first), new PinOutcome.Changed(seat.loginPin(), chosen.loginPin(), tried));
    assertThat(ports.subscribers().find(seat.id())).contains(Seats.actedOn(chosen));
    assertThat(given.wrong(seat.name())).isZero();
    Authorization second = placed(seat(seat), Status.PENDING);
    var late = new PinOutcome.Changed(seat.loginPin(), given.verifier(), tried);
    assertThat(settle(proven(second), late)).isTrue();
    assertThat(ports.subscribers().find(seat.id())).contains(Seats.actedOn(chosen));
  }

  @Test
  void aPinThatWasResetMeanwhileIsNotChangedByWhoeverKnewTheOneBefore() {
    Subscriber seat = given.administrator("12345678901234");
    Authorization pending = placed(seat(seat), Status.PENDING);
    Subscriber reset = Seats.loginPin(seat, given.verifier(), true);
    ports
        .subscribers()
        .resetPins(
            seat.id(),
            Optional.empty(),
            Map.of(PinKind.LOGIN, reset.loginPin()),
            List.of(entry(Act.PIN_RESET, "subscriber:" + seat.name())));
    var tried = given.tried(seat.name(), stranger(1));
    settle(proven(pending), new PinOutcome.Changed(seat.loginPin(), given.verifier(), tried));
    assertThat(ports.subscribers().find(seat.id())).contains(Seats.actedOn(reset));
  }

  @Test
  void aJudgementThatIsNotWrittenLeavesPinAndCountAlone() {
    Subscriber seat = given.administrator("12345678901234");
    Authorization pending = placed(seat(seat), Status.PENDING);
    settle(pending.failed(Challenge.Kind.PIN_01, NOW, WRONG), new PinOutcome.Untouched());
    var tried = given.tried(seat.name(), stranger(1));
    var changed = new PinOutcome.Changed(seat.loginPin(), given.verifier(), tried);
    assertThat(settle(proven(pending), changed)).isFalse();
    assertThat(ports.subscribers().find(seat.id())).contains(seat);
    assertThat(given.wrong(seat.name())).isOne();
  }

  @Test
  void aPendingOrValidAuthorizationIsDeactivatedOnce() {
    for (Status status : List.of(Status.PENDING, Status.VALID)) {
      Authorization authorization = placed(dns("a.example.net"), status);
      assertThat(deactivate(authorization)).isTrue();
      assertThat(deactivate(authorization)).isFalse();
      assertThat(status(authorization)).isEqualTo(Status.DEACTIVATED);
      assertThat(given.entries(Act.AUTHORIZATION_DEACTIVATED, subject(authorization))).isOne();
    }
  }

  @Test
  void anInvalidAuthorizationIsNotDeactivated() {
    Authorization authorization = placed(dns("a.example.net"), Status.PENDING);
    settle(authorization.failed(Challenge.Kind.HTTP_01, NOW, WRONG), new PinOutcome.Untouched());
    assertThat(deactivate(authorization)).isFalse();
    assertThat(status(authorization)).isEqualTo(Status.INVALID);
    assertThat(given.entries(Act.AUTHORIZATION_DEACTIVATED, subject(authorization))).isZero();
  }

  @Test
  void onlyTheAccountsOwnValidUnexpiredNamesAreReused() {
    Identifier a = dns("a.example.net");
    Identifier b = dns("b.example.net");
    Identifier c = dns("c.example.net");
    Authorization good = placed(a, Status.VALID);
    placed(a, Status.VALID);
    placed(b, Status.PENDING);
    Account other = given.account();
    Authorization foreign = given.authorization(other, c, Status.VALID, NOW.plusSeconds(60));
    given.place(given.terms(other, List.of(foreign), Optional.empty()), List.of(foreign));
    var reusable = ports.authorizations().reusable(account.id(), List.of(a, b, c), NOW);
    assertThat(reusable).extracting(Authorization::identifier).containsExactly(a);
    assertThat(ports.authorizations().reusable(account.id(), List.of(a), good.expires())).isEmpty();
    assertThat(ports.authorizations().reusable(account.id(), List.of(), NOW)).isEmpty();
  }

  @Test
  void aWildcardAndItsBaseNameAreReusedApart() {
    placed(dns("*.a.example.net"), Status.VALID);
    assertThat(ports.authorizations().reusable(account.id(), List.of(dns("a.example.net")), NOW))
        .isEmpty();
  }

  @Test
  void anAuthorizationOfASubscriberIsNeverReused() {
    Subscriber seat = given.administrator("12345678901234");
    placed(seat(seat), Status.VALID);
    assertThat(ports.authorizations().reusable(account.id(), List.of(seat(seat)), NOW)).isEmpty();
  }

  @Test
  void anAccountHoldsAllOnlyWithAValidAuthorizationOfEach() {
    Authorization a = placed(dns("a.example.net"), Status.VALID);
    placed(dns("b.example.net"), Status.VALID);
    List<Identifier> both = List.of(dns("a.example.net"), dns("b.example.net"));
    var authorizations = ports.authorizations();
    assertThat(authorizations.holdsAll(account.id(), both, NOW)).isTrue();
    assertThat(authorizations.holdsAll(account.id(), both, a.expires())).isFalse();
    assertThat(authorizations.holdsAll(given.account().id(), both, NOW)).isFalse();
    deactivate(a);
    assertThat(authorizations.holdsAll(account.id(), both, NOW)).isFalse();
  }

  @Test
  void whatHasBeenProcessingLongestComesFirstUntilItIsSettled() {
    List<Authorization> begun =
        List.of(begun(NOW.minusSeconds(10)), begun(NOW.minusSeconds(30)), begun(NOW));
    placed(dns("z.example.net"), Status.PENDING);
    assertThat(ports.authorizations().processing(NOW, 10))
        .containsExactly(begun.get(1), begun.get(0));
    assertThat(ports.authorizations().processing(NOW.plusSeconds(1), 1))
        .containsExactly(begun.get(1));
    settle(begun.get(1).failed(Challenge.Kind.HTTP_01, NOW, WRONG), new PinOutcome.Untouched());
    deactivate(begun.get(0));
    assertThat(ports.authorizations().processing(NOW, 10)).isEmpty();
  }

  @Test
  void ofNodesThatTakeOneUpOneDoesAndItsLooksAreCounted() throws InterruptedException {
    Authorization begun = begun(NOW.minusSeconds(30));
    Authorization again = begun.processingAgain(Challenge.Kind.HTTP_01, NOW, 2);
    var taken =
        Parallel.run(6, i -> ports.authorizations().beginAgain(again, NOW.minusSeconds(30)));
    assertThat(taken).containsOnlyOnce(true);
    assertThat(ports.authorizations().find(begun.id())).contains(again);
    assertThat(ports.authorizations().processing(NOW, 10)).isEmpty();
    assertThat(ports.authorizations().beginAgain(again, NOW.minusSeconds(30))).isFalse();
  }

  @Test
  void whatIsSettledOrNeverBeganIsNotTakenUp() {
    Authorization settled = begun(NOW);
    settle(settled.failed(Challenge.Kind.HTTP_01, NOW, WRONG), new PinOutcome.Untouched());
    Authorization pending = placed(dns("b.example.net"), Status.PENDING);
    for (Authorization one : List.of(settled, pending)) {
      Authorization again = one.processingAgain(Challenge.Kind.HTTP_01, NOW.plusSeconds(1), 2);
      assertThat(ports.authorizations().beginAgain(again, NOW)).isFalse();
    }
  }

  private Authorization begun(Instant since) {
    Authorization authorization =
        placed(dns("a.example.net"), Status.PENDING).processing(Challenge.Kind.HTTP_01, since);
    assertThat(ports.authorizations().begin(authorization)).isTrue();
    return authorization;
  }

  private static Authorization proven(Authorization pending) {
    return pending.proven(Challenge.Kind.PIN_01, NOW, NOW.plusSeconds(60));
  }

  private Authorization placed(Identifier identifier, Status status) {
    Terms terms = given.order(account, Optional.empty(), status, identifier);
    return ports.authorizations().find(terms.authorizations().getFirst()).orElseThrow();
  }

  private Status status(Authorization authorization) {
    return ports.authorizations().find(authorization.id()).orElseThrow().status();
  }

  private boolean settle(Authorization judged, PinOutcome pin) {
    return ports
        .authorizations()
        .settle(judged, pin, List.of(entry(Act.CHALLENGE_VALID, subject(judged))));
  }

  private boolean deactivate(Authorization authorization) {
    return ports
        .authorizations()
        .deactivate(
            authorization.id(), entry(Act.AUTHORIZATION_DEACTIVATED, subject(authorization)));
  }

  private static String subject(Authorization authorization) {
    return "authorization:" + authorization.id();
  }
}
