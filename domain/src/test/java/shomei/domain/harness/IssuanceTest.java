package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.Crash;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestCa.Mood;
import shomei.domain.fixture.TestKeys;
import shomei.domain.fixture.TestRequests;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.memory.Memory;
import shomei.domain.order.Order;
import shomei.domain.subscriber.Subscriber;

/// From a ready order to one certificate, whatever dies or goes away on the way.
final class IssuanceTest {
  private static final SubscriberName NAME = SubscriberName.user("12345678901234", "user1");
  private final Memory memory = new Memory();
  private final CaHarness ca = new CaHarness(memory.ports(), Examples.policies());
  private final KeyPair key = TestKeys.make();
  private Subscriber user;
  private Account account;
  private Order order;

  @BeforeEach
  void proveTheSeat() {
    user = ca.userOfNewCorporation(ca.kita, NAME.contractId(), "user1");
    account = ca.account(ca.kita);
    order = proven(account);
  }

  @Test
  void aNodeThatDiesBeforeSigningLeavesAnOrderThatAnotherFinishes() {
    assertResumedAfter(Mood.DIES_BEFORE_SIGNING);
    assertThat(ca.ca.signatures()).isOne();
  }

  @Test
  void aNodeThatDiesAfterSigningLeavesAnOrderThatAnotherFinishes() {
    assertResumedAfter(Mood.DIES_AFTER_SIGNING);
    assertThat(ca.ca.signatures()).isEqualTo(2);
  }

  private void assertResumedAfter(Mood mood) {
    ca.ca.mood(mood);
    assertThatThrownBy(() -> ca.finish(account, order, key)).isInstanceOf(Crash.class);
    ca.ca.mood(Mood.WELL);
    assertThat(ca.now(order)).isInstanceOf(Order.Processing.class);
    assertThatThrownBy(() -> ca.finish(account, order, key))
        .isInstanceOfSatisfying(Refusal.class, r -> is(r, Reason.ORDER_NOT_READY));
    ca.advance(Duration.ofMinutes(1));
    assertThat(ca.step(() -> ca.use.resume.resume(Duration.ofMinutes(2)))).isZero();
    assertThat(ca.step(() -> ca.use.resume.resume(Duration.ofSeconds(30)))).isOne();
    Certificate certificate = ca.certificate(order);
    assertThat(certificate.spkiDigest()).isEqualTo(TestRequests.spkiDigest(key.getPublic()));
    assertThat(ca.now(user).right()).isEmpty();
    assertThat(ca.step(() -> ca.use.resume.resume(Duration.ZERO))).isZero();
  }

  @Test
  void whileANodeIsDeadNobodyElseUsesItsRight() {
    Order second = proven(ca.account(ca.kita));
    ca.ca.mood(Mood.DIES_BEFORE_SIGNING);
    assertThatThrownBy(() -> ca.finish(account, order, key)).isInstanceOf(Crash.class);
    ca.ca.mood(Mood.WELL);
    Account other = ca.ports.accounts().find(second.terms().account()).orElseThrow();
    assertThatThrownBy(() -> ca.finish(other, second, TestKeys.make()))
        .isInstanceOfSatisfying(Refusal.class, r -> is(r, Reason.NOT_ELIGIBLE));
    assertThat(ca.now(second)).isInstanceOf(Order.Ready.class);
  }

  @Test
  void whatADeadNodeBeganNeverTakesThePlaceOfALaterAcquisition() {
    ca.ca.mood(Mood.DIES_AFTER_SIGNING);
    assertThatThrownBy(() -> ca.finish(account, order, key)).isInstanceOf(Crash.class);
    ca.ca.mood(Mood.WELL);
    ca.reopen(ca.kita, NAME);
    var acquired = ca.acquire(user);
    ca.advance(Duration.ofMinutes(1));
    ca.step(() -> ca.use.resume.resume(Duration.ZERO));
    assertThat(ca.now(order)).isInstanceOf(Order.Invalid.class);
    assertThat(ca.now(acquired.certificate())).isEqualTo(acquired.certificate());
    assertThat(ca.step(() -> ca.use.resume.resume(Duration.ZERO))).isZero();
  }

  @Test
  void aTokenThatIsAwayLeavesTheOrderReady() {
    ca.ca.mood(Mood.AWAY);
    assertThatThrownBy(() -> ca.finish(account, order, key))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              is(r, Reason.UNAVAILABLE);
              assertThat(r.retryAfter()).isPresent();
            });
    assertThat(ca.now(order)).isEqualTo(order);
    assertThat(ca.now(user).right()).isPresent();
    ca.ca.mood(Mood.WELL);
    ca.finish(account, order, key);
  }

  @Test
  void aFaultEndsTheOrderAndTellsNothingOfItsInside() {
    ca.ca.mood(Mood.BROKEN);
    assertThatThrownBy(() -> ca.finish(account, order, key))
        .isInstanceOf(IllegalStateException.class);
    ca.ca.mood(Mood.WELL);
    assertThat(ca.now(order))
        .isInstanceOfSatisfying(
            Order.Invalid.class,
            invalid -> {
              assertThat(invalid.error().reason()).isEqualTo(Reason.INTERNAL);
              assertThat(invalid.error().detail()).doesNotContain("token");
            });
    ca.acquire(user);
  }

  @Test
  void withoutHistoryNothingIsIssued() {
    memory.historyAway(true);
    assertThatThrownBy(() -> ca.finish(account, order, key))
        .isInstanceOf(IllegalStateException.class);
    memory.historyAway(false);
    assertThat(ca.now(order)).isEqualTo(order);
    assertThat(ca.ca.signatures()).isZero();
    ca.finish(account, order, key);
  }

  @Test
  void parallelFinalizeRequestsGiveOneCertificate() throws Exception {
    List<Callable<String>> requests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Octets csr = TestRequests.request(TestKeys.make(), "");
      requests.add(() -> outcome(csr));
    }
    List<String> outcomes = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> future : threads.invokeAll(requests)) {
        outcomes.add(future.get());
      }
    }
    assertThat(outcomes).containsOnlyOnce("issued");
    assertThat(outcomes).filteredOn(o -> !o.equals("issued")).containsOnly("ORDER_NOT_READY");
    ca.step(() -> {});
  }

  private String outcome(Octets csr) {
    try {
      ca.use.finish.finish(ca.kita, account, order, csr, Examples.FROM);
      return "issued";
    } catch (Refusal refusal) {
      return refusal.reason().name();
    }
  }

  @Test
  void aFinishedOrderIsNotFinishedAgain() {
    ca.finish(account, order, key);
    assertThatThrownBy(() -> ca.finish(account, order, TestKeys.make()))
        .isInstanceOfSatisfying(Refusal.class, r -> is(r, Reason.ORDER_NOT_READY));
  }

  @Test
  void anOrderThatIsPendingIsNotFinished() {
    Order pending = ca.order(account, NAME);
    assertThatThrownBy(() -> ca.finish(account, pending, key))
        .isInstanceOfSatisfying(Refusal.class, r -> is(r, Reason.ORDER_NOT_READY));
  }

  @Test
  void aBadRequestLeavesTheOrderReadyForABetterOne() {
    KeyPair other = TestKeys.make();
    String signed = new String(TestRequests.request(key, "").octets(), StandardCharsets.UTF_8);
    String forged =
        signed.replace(
            HexFormat.of().formatHex(key.getPublic().getEncoded()),
            HexFormat.of().formatHex(other.getPublic().getEncoded()));
    List<Octets> bad =
        List.of(
            Octets.of(new byte[] {1, 2, 3}),
            Octets.of(forged.getBytes(StandardCharsets.UTF_8)),
            TestRequests.request(key, "", "a.example.net"),
            TestRequests.request(key, "", true));
    for (Octets csr : bad) {
      assertThatThrownBy(() -> ca.finish(account, order, csr))
          .isInstanceOfSatisfying(Refusal.class, r -> is(r, Reason.BAD_CSR));
      assertThat(ca.now(order)).isEqualTo(order);
    }
    ca.finish(account, order, key);
  }

  @Test
  void anyAccountsKeyIsRefused() {
    KeyPair accountKey = TestKeys.make();
    ca.step(
        () ->
            ca.use.createAccount.create(
                ca.hokuyo,
                ca.accountKey(accountKey),
                Optional.empty(),
                CaHarness.plain(),
                Examples.FROM));
    assertThatThrownBy(() -> ca.finish(account, order, accountKey))
        .isInstanceOfSatisfying(Refusal.class, r -> is(r, Reason.BAD_CSR));
    assertThat(ca.now(order)).isEqualTo(order);
  }

  @Test
  void aKeyThatWasReportedAsCompromisedIsRefused() {
    Certificate certificate = ca.certificate(ca.finish(account, order, key));
    ca.step(
        () ->
            ca.use.revoke.byKey(
                ca.kita,
                certificate.spkiDigest(),
                certificate.der(),
                Optional.of(RevocationReason.KEY_COMPROMISE.code()),
                Examples.FROM));
    ca.reopen(ca.kita, NAME);
    Order next = proven(account);
    assertThatThrownBy(() -> ca.finish(account, next, key))
        .isInstanceOfSatisfying(Refusal.class, r -> is(r, Reason.BAD_CSR));
    ca.issue(account, next);
  }

  @Test
  void theSubjectIsTheInstitutionsWhateverTheRequestSays() {
    Order finished = ca.finish(account, order, TestRequests.request(key, "Somebody Else"));
    assertThat(ca.certificate(finished).identifiers()).isEqualTo(order.terms().identifiers());
  }

  @Test
  void aDeactivatedAuthorizationEndsTheReadyOrder() {
    ca.step(
        () ->
            ca.use.deactivateAuthorization.deactivate(
                account, ca.authorization(order), Examples.FROM));
    assertThat(ca.now(order))
        .isInstanceOfSatisfying(
            Order.Invalid.class,
            invalid ->
                assertThat(invalid.error())
                    .extracting(Failure::reason)
                    .isEqualTo(Reason.UNAUTHORIZED));
    assertThatThrownBy(() -> ca.finish(account, order, key))
        .isInstanceOfSatisfying(Refusal.class, r -> is(r, Reason.ORDER_NOT_READY));
  }

  private Order proven(Account by) {
    Order placed = ca.order(by, NAME);
    ca.answerPin(by, placed, PIN);
    return ca.now(placed);
  }

  private static void is(Refusal refusal, Reason reason) {
    assertThat(refusal.reason()).isEqualTo(reason);
  }
}
