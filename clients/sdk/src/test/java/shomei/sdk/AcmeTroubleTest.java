package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.OrderObject;
import shomei.protocol.message.Status;
import shomei.sdk.stand.Fault;
import shomei.sdk.stand.StandCa;

final class AcmeTroubleTest {
  private static final String USER = "12345678901234/taro";

  private Against against;

  @BeforeEach
  void open() throws Exception {
    against = Against.aStand();
    against.stand.office().register(USER, "1357");
  }

  @AfterEach
  void close() {
    against.close();
  }

  @Test
  void aRefusedNonceIsReplacedAtOnceByTheOneInTheAnswer() {
    AcmeAccount account = against.newAccount();
    long before = against.stand.count("HEAD nonce");
    against.stand.spoil("neworder", Fault.BAD_NONCE, Fault.BAD_NONCE);

    account.order(Against.acquisition(USER));

    assertThat(against.waits).isEmpty();
    assertThat(against.stand.count("HEAD nonce")).isEqualTo(before);
  }

  @Test
  void aServerThatRefusesEveryNonceIsNotAskedForEver() {
    AcmeAccount account = against.newAccount();
    against.stand.spoil(
        "neworder", Fault.BAD_NONCE, Fault.BAD_NONCE, Fault.BAD_NONCE, Fault.BAD_NONCE);

    assertThatThrownBy(() -> account.order(Against.acquisition(USER)))
        .isInstanceOf(AcmeFailure.Refused.class);
    assertThat(against.stand.count("POST neworder")).isEqualTo(4);
  }

  @Test
  void oneNonceIsFetchedAndEachAnswerBringsTheNext() {
    AcmeAccount account = against.newAccount();
    account.order(Against.acquisition(USER));
    account.orders();

    assertThat(against.stand.count("HEAD nonce")).isEqualTo(1);
  }

  @Test
  void aBusyServerIsAskedAgainWhenItSaidSo() {
    AcmeAccount account = against.newAccount();
    against.stand.spoil("neworder", Fault.BUSY, Fault.BUSY);

    account.order(Against.acquisition(USER));

    assertThat(against.waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
  }

  @Test
  void withoutRetryAfterTheWaitsGrow() {
    AcmeAccount account = against.newAccount();
    against.stand.spoil("neworder", Fault.LIMITED, Fault.LIMITED, Fault.LIMITED);

    account.order(Against.acquisition(USER));

    assertThat(against.waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void aServerThatStaysBusyIsGivenUp() {
    AcmeAccount account = against.newAccount();
    against.stand.spoil("neworder", Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY);

    assertThatThrownBy(() -> account.order(Against.acquisition(USER)))
        .isInstanceOfSatisfying(
            AcmeFailure.Busy.class,
            busy -> assertThat(busy.retryAfter()).contains(Duration.ofSeconds(7)));
  }

  @Test
  void moreWaitingThanTheCallerHasPatienceForIsRefused() throws Exception {
    try (AcmeServer hasty =
        AcmeServer.at(
            against.stand.directory(), against.settings.withPatience(4, Duration.ofSeconds(5)))) {
      AcmeAccount account = hasty.createAccount(StandCa.keyPair(), NewAccountTerms.plain());
      against.stand.spoil("neworder", Fault.BUSY);

      assertThatThrownBy(() -> account.order(Against.acquisition(USER)))
          .isInstanceOf(AcmeFailure.Busy.class);
      assertThat(against.waits).isEmpty();
    }
  }

  @Test
  void anOrderThatStaysProcessingIsLeftForLater() {
    against.stand.office().processFor(1_000);
    AcmeAccount account = against.newAccount();
    URI order = readyOrder(account);

    assertThatThrownBy(() -> account.finish(order, Csr.ofSubscriber(StandCa.keyPair())))
        .isInstanceOf(AcmeFailure.Unsettled.class);
    assertThat(against.waits.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aConnectionThatBreaksBeforeOrAfterTheWorkIsMadeAgain() {
    AcmeAccount account = against.newAccount();
    against.stand.spoil("authz", Fault.CUT_BEFORE);
    against.stand.spoil("challenge", Fault.CUT_AFTER);
    against.stand.spoil("finalize", Fault.CUT_AFTER);
    URI order = readyOrder(account);

    OrderObject valid = account.finish(order, Csr.ofSubscriber(StandCa.keyPair()));

    assertThat(valid.status()).isEqualTo(Status.VALID);
    assertThat(against.stand.office().issued()).hasSize(1);
  }

  @Test
  void aRevocationIsNotRepeated() {
    AcmeAccount account = against.newAccount();
    OrderObject order = account.finish(readyOrder(account), Csr.ofSubscriber(StandCa.keyPair()));
    var certificate = account.certificate(order).getFirst();
    against.stand.spoil("revoke", Fault.CUT_AFTER);

    assertThatThrownBy(() -> account.revoke(certificate, Optional.empty()))
        .isInstanceOf(AcmeFailure.Unreachable.class);
    assertThat(against.stand.count("POST revoke")).isEqualTo(1);
  }

  @Test
  void aWebPageIsNoAnswer() {
    AcmeAccount account = against.newAccount();
    against.stand.spoil("neworder", Fault.WEB_PAGE);

    assertThatThrownBy(() -> account.order(Against.acquisition(USER)))
        .isInstanceOf(AcmeFailure.Unreadable.class);
  }

  @Test
  void aServerOfAnotherAuthorityIsNotTalkedTo() throws Exception {
    try (AcmeServer stranger =
        AcmeServer.at(
            against.stand.directory(),
            ClientSettings.usual(against.settings.clock()).withWaiter(against.waits::add))) {
      assertThatThrownBy(stranger::directory).isInstanceOf(AcmeFailure.Unreachable.class);
    }
    assertThat(against.waits).isEmpty();
    assertThat(against.stand.requests()).isEmpty();
  }

  @Test
  void withoutTlsNothingIsSent() {
    try (AcmeServer plain =
        AcmeServer.at(URI.create("http://localhost:1/directory"), against.settings)) {
      assertThatThrownBy(plain::directory).isInstanceOf(AcmeFailure.Unreadable.class);
    }
  }

  @Test
  void aServerThatIsNotThereIsTriedAFewTimes() throws Exception {
    int port = against.stand.directory().getPort();
    against.stand.close();
    try (AcmeServer gone =
        AcmeServer.at(URI.create("https://localhost:" + port + "/directory"), against.settings)) {
      assertThatThrownBy(gone::directory).isInstanceOf(AcmeFailure.Unreachable.class);
    }
    assertThat(against.waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void anInterruptedWaitEndsTheCallAndKeepsTheFlag() {
    ClientSettings interrupted =
        against.settings.withWaiter(
            time -> {
              throw new InterruptedException();
            });
    try (AcmeServer server = AcmeServer.at(against.stand.directory(), interrupted)) {
      against.stand.spoil("directory", Fault.BUSY);

      assertThatThrownBy(server::directory).isInstanceOf(AcmeFailure.Interrupted.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static URI readyOrder(AcmeAccount account) {
    Located<OrderObject> order = account.order(Against.acquisition(USER));
    ChallengeObject challenge = Against.onlyChallenge(account, order.resource());
    account.answerPin(challenge, "1357", Optional.empty());
    return order.url();
  }
}
