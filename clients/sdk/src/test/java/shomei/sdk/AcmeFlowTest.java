package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.protocol.certid.CertId;
import shomei.protocol.jws.MacAlgorithm;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.OrderObject;
import shomei.protocol.message.Status;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.stand.StandCa;

final class AcmeFlowTest {
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
  void aSubscriberAcquiresWithIdAndPin() throws Exception {
    KeyPair keys = StandCa.keyPair();

    X509Certificate certificate = acquire(against.newAccount(), keys);

    assertThat(certificate.getPublicKey()).isEqualTo(keys.getPublic());
    certificate.verify(against.stand.ca().certificate().getPublicKey());
  }

  @Test
  void aSubscriberRenewsWithTheKeyOfTheOldCertificate() {
    AcmeAccount account = against.newAccount();
    KeyPair oldKeys = StandCa.keyPair();
    X509Certificate old = acquire(account, oldKeys);
    CertId replaces = CertificateFacts.certId(old);

    Located<OrderObject> order = account.order(Against.renewal(USER, replaces));
    ChallengeObject challenge = Against.onlyChallenge(account, order.resource());
    ChallengeObject answered = account.answerPossession(challenge, oldKeys, old, Optional.empty());
    OrderObject valid = account.finish(order.url(), Csr.ofSubscriber(StandCa.keyPair()));

    assertThat(challenge.type()).isEqualTo(ChallengeObject.POSSESSION_01);
    assertThat(answered.status()).isEqualTo(Status.VALID);
    assertThat(valid.replaces()).isEqualTo(replaces.encoded());
    assertThat(account.certificate(valid)).hasSize(2);
  }

  @Test
  void theSameRenewalOrderedTwiceIsOneOrder() {
    AcmeAccount account = against.newAccount();
    CertId replaces = CertificateFacts.certId(acquire(account, StandCa.keyPair()));

    URI first = account.order(Against.renewal(USER, replaces)).url();
    URI second = account.order(Against.renewal(USER, replaces)).url();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void aWrongPinIsToldByTheChallengeAndCountedOnce() {
    AcmeAccount account = against.newAccount();
    OrderObject order = account.order(Against.acquisition(USER)).resource();
    ChallengeObject challenge = Against.onlyChallenge(account, order);

    ChallengeObject answered = account.answerPin(challenge, "9999", Optional.empty());
    account.answerPin(challenge, "9999", Optional.empty());

    assertThat(answered.status()).isEqualTo(Status.INVALID);
    assertThat(answered.error())
        .isNotNull()
        .satisfies(error -> assertThat(error.hasType(ProblemType.INCORRECT_RESPONSE)).isTrue());
    assertThat(against.stand.office().seat(USER).wrongPins()).isEqualTo(1);
  }

  @Test
  void anOrderThatTakesItsTimeIsPolledAsOftenAsTheServerSays() {
    against.stand.office().processFor(3);

    acquire(against.newAccount(), StandCa.keyPair());

    assertThat(against.waits).isNotEmpty().allSatisfy(wait -> assertThat(wait).hasSeconds(3));
  }

  @Test
  void finishingTwiceGivesOneCertificate() {
    AcmeAccount account = against.newAccount();
    URI order = readyOrder(account);
    byte[] csr = Csr.ofSubscriber(StandCa.keyPair());

    OrderObject first = account.finish(order, csr);
    OrderObject second = account.finish(order, Csr.ofSubscriber(StandCa.keyPair()));

    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(against.stand.office().issued()).hasSize(1);
  }

  @Test
  void theAccountOfAKeyIsFoundAndNeverMadeTwice() {
    KeyPair key = StandCa.keyPair();
    assertThat(against.server.findAccount(key)).isEmpty();

    URI made = against.server.createAccount(key, NewAccountTerms.plain()).url();

    assertThat(against.server.createAccount(key, NewAccountTerms.plain()).url()).isEqualTo(made);
    assertThat(against.server.findAccount(key).map(AcmeAccount::url)).contains(made);
    assertThat(against.stand.office().accounts()).isEqualTo(1);
  }

  @Test
  void anAccountIsBoundByTheKeyThatTheOperatorGaveOut() {
    byte[] secret = new byte[32];
    against.stand.office().requireBinding("partner-7", secret);
    ExternalAccount right = new ExternalAccount("partner-7", MacAlgorithm.HS256, secret);

    assertThatThrownBy(against::newAccount)
        .isInstanceOfSatisfying(
            AcmeFailure.Refused.class,
            refused -> assertThat(refused.is(ProblemType.EXTERNAL_ACCOUNT_REQUIRED)).isTrue());
    assertThat(
            against
                .server
                .createAccount(StandCa.keyPair(), NewAccountTerms.plain().with(right))
                .read()
                .status())
        .isEqualTo(Status.VALID);
    assertThat(right.toString()).isEqualTo("ExternalAccount[partner-7]");
  }

  @Test
  void anAccountChangesItsKeyAndGoesOn() {
    AcmeAccount account = against.newAccount();
    KeyPair next = StandCa.keyPair();

    account.changeKey(next);

    assertThat(account.read().status()).isEqualTo(Status.VALID);
    assertThat(against.server.findAccount(next).map(AcmeAccount::url)).contains(account.url());
  }

  @Test
  void aKeyThatAnAccountHasAlreadyIsRefusedAndTheOldKeyStays() {
    AcmeAccount account = against.newAccount();
    KeyPair taken = StandCa.keyPair();
    URI holder = against.server.createAccount(taken, NewAccountTerms.plain()).url();

    assertThatThrownBy(() -> account.changeKey(taken))
        .isInstanceOfSatisfying(
            AcmeFailure.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(409);
              assertThat(refused.location()).contains(holder);
            });
    assertThat(account.read().status()).isEqualTo(Status.VALID);
  }

  @Test
  void everyPageOfTheOrdersIsRead() {
    AcmeAccount account = against.newAccount();
    List<URI> placed =
        List.of(
            account.order(Against.acquisition(USER)).url(),
            account.order(Against.acquisition(USER)).url(),
            account.order(Against.acquisition(USER)).url());

    assertThat(account.orders()).isEqualTo(placed);
  }

  @Test
  void aCertificateIsRevokedByItsAccountOrByItsOwnKey() {
    AcmeAccount account = against.newAccount();
    KeyPair keys = StandCa.keyPair();
    X509Certificate first = acquire(account, keys);

    account.revoke(first, Optional.of(4));
    against.server.revoke(keys, first, Optional.empty());

    assertThat(against.stand.office().revoked()).containsExactly(first, first);
  }

  @Test
  void theServerAdvisesWhenToRenew() {
    X509Certificate certificate = acquire(against.newAccount(), StandCa.keyPair());

    RenewalAdvice advice = against.server.renewalAdvice(certificate).orElseThrow();

    assertThat(advice.info().suggestedWindow().end())
        .isEqualTo(certificate.getNotAfter().toInstant());
    assertThat(advice.askAgainAfter().orElseThrow()).hasHours(6);
  }

  private URI readyOrder(AcmeAccount account) {
    Located<OrderObject> order = account.order(Against.acquisition(USER));
    ChallengeObject challenge = Against.onlyChallenge(account, order.resource());
    account.answerPin(challenge, "1357", Optional.empty());
    return order.url();
  }

  private X509Certificate acquire(AcmeAccount account, KeyPair keys) {
    OrderObject order = account.finish(readyOrder(account), Csr.ofSubscriber(keys));
    return account.certificate(order).getFirst();
  }
}
