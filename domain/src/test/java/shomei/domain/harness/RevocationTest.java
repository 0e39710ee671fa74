package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestKeys;
import shomei.domain.fixture.TestRequests;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.history.Act;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.partner.Partner;

/// Who may revoke, and for which reasons (RFC 8555 §7.6).
final class RevocationTest {
  private final CaHarness ca = new CaHarness();
  private Held held;

  @BeforeEach
  void issue() {
    held = ca.acquire(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1"));
  }

  @Test
  void theAccountThatOrderedRevokes() {
    byAccount(held.account(), held.certificate().der(), 1);
    assertThat(ca.now(held.certificate()).revocation())
        .contains(
            new Certificate.Revocation(
                ca.clock.instant(), Optional.of(RevocationReason.KEY_COMPROMISE)));
  }

  @Test
  void withoutReasonNoneIsKept() {
    ca.step(
        () ->
            ca.use.revoke.byAccount(
                held.account(), held.certificate().der(), Optional.empty(), Examples.FROM));
    assertThat(ca.now(held.certificate()).revocation())
        .contains(new Certificate.Revocation(ca.clock.instant(), Optional.empty()));
  }

  @Test
  void whoeverHasTheKeyRevokes() {
    byKey(TestRequests.spkiDigest(held.key().getPublic()), held.certificate().der());
    assertThat(ca.now(held.certificate()).revocation()).isPresent();
  }

  @Test
  void anotherKeyRevokesNothing() {
    assertRefused(
        Reason.UNAUTHORIZED,
        () ->
            byKey(TestRequests.spkiDigest(TestKeys.make().getPublic()), held.certificate().der()));
  }

  @Test
  void aStrangersAccountRevokesNothing() {
    assertRefused(
        Reason.UNAUTHORIZED, () -> byAccount(ca.account(ca.kita), held.certificate().der(), 0));
  }

  @Test
  void aForgedCertificateWithAKnownSerialRevokesNothing() {
    byte[] der = held.certificate().der().octets();
    der[der.length - 1] ^= 1;
    Octets forged = Octets.of(der);
    assertRefused(Reason.NOT_FOUND, () -> byAccount(held.account(), forged, 0));
    assertRefused(
        Reason.NOT_FOUND, () -> byKey(TestRequests.spkiDigest(held.key().getPublic()), forged));
    assertRefused(Reason.NOT_FOUND, () -> byAccount(held.account(), Octets.of(new byte[0]), 0));
  }

  @Test
  void anotherInstitutionDoesNotKnowTheCertificate() {
    assertRefused(
        Reason.NOT_FOUND, () -> byAccount(ca.account(ca.hokuyo), held.certificate().der(), 0));
    assertRefused(
        Reason.NOT_FOUND,
        () ->
            ca.use.revoke.byKey(
                ca.hokuyo,
                TestRequests.spkiDigest(held.key().getPublic()),
                held.certificate().der(),
                Optional.empty(),
                Examples.FROM));
  }

  @Test
  void aCertificateIsRevokedOnce() {
    byAccount(held.account(), held.certificate().der(), 4);
    assertRefused(
        Reason.ALREADY_REVOKED, () -> byAccount(held.account(), held.certificate().der(), 1));
    assertRefused(
        Reason.ALREADY_REVOKED,
        () -> byKey(TestRequests.spkiDigest(held.key().getPublic()), held.certificate().der()));
    assertRefused(
        Reason.ALREADY_REVOKED,
        () ->
            ca.use.revoke.byOperator(
                held.certificate().serial(), Optional.empty(), Examples.COUNTER));
    assertThat(ca.now(held.certificate()).revocation())
        .get()
        .extracting(Certificate.Revocation::reason)
        .isEqualTo(Optional.of(RevocationReason.SUPERSEDED));
  }

  @Test
  void otherReasonsAreRefusedAndTheAllowedOnesTold() {
    for (int code : List.of(-1, 2, 6, 7, 8, 10, 11, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> byAccount(held.account(), held.certificate().der(), code))
          .isInstanceOfSatisfying(
              Refusal.class,
              r -> {
                assertThat(r.reason()).isEqualTo(Reason.BAD_REVOCATION_REASON);
                assertThat(r.failure().detail())
                    .contains("0 UNSPECIFIED", "1 KEY_COMPROMISE", "4 SUPERSEDED");
              });
    }
    assertThat(ca.now(held.certificate()).revocation()).isEmpty();
  }

  @Test
  void anExpiredCertificateMayBeRevoked() {
    ca.clock.set(held.certificate().notAfter().plusSeconds(1));
    byAccount(held.account(), held.certificate().der(), 0);
  }

  @Test
  void anAccountThatHoldsAllNamesRevokesButCannotBarTheKey() {
    Account owner = partner();
    var order = ca.names(owner, "a.example.net", "b.example.net");
    Certificate certificate =
        ca.certificate(
            ca.finish(
                owner,
                order,
                TestRequests.request(TestKeys.make(), "", "a.example.net", "b.example.net")));
    Account half = partner();
    ca.names(half, "a.example.net");
    assertRefused(Reason.UNAUTHORIZED, () -> byAccount(half, certificate.der(), 0));
    ca.names(half, "b.example.net");
    assertThatThrownBy(() -> byAccount(half, certificate.der(), 1))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.reason()).isEqualTo(Reason.BAD_REVOCATION_REASON);
              assertThat(r.failure().detail()).doesNotContain("KEY_COMPROMISE");
            });
    byAccount(half, certificate.der(), 5);
  }

  @Test
  void anOperatorRevokesBySerial() {
    ca.step(
        () ->
            ca.use.revoke.byOperator(
                held.certificate().serial(),
                Optional.of(RevocationReason.CESSATION_OF_OPERATION),
                Examples.COUNTER));
    assertThat(
            ca.ports
                .history()
                .on(ca.kita.id(), "certificate:" + held.certificate().serial())
                .getLast())
        .satisfies(
            entry -> {
              assertThat(entry.act()).isEqualTo(Act.CERTIFICATE_REVOKED);
              assertThat(entry.actor()).isEqualTo(Examples.COUNTER);
            });
    assertRefused(
        Reason.NOT_FOUND,
        () ->
            ca.use.revoke.byOperator(
                new Serial("4" + "0".repeat(31)), Optional.empty(), Examples.COUNTER));
  }

  private void byAccount(Account account, Octets der, int reason) {
    ca.step(() -> ca.use.revoke.byAccount(account, der, Optional.of(reason), Examples.FROM));
  }

  private void byKey(Octets spkiDigest, Octets der) {
    ca.step(() -> ca.use.revoke.byKey(ca.kita, spkiDigest, der, Optional.empty(), Examples.FROM));
  }

  private static void assertRefused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  private Account partner() {
    Partner partner =
        ca.step(
            () ->
                ca.use.putPartner.put(
                    ca.kita,
                    "partner",
                    List.of(new Partner.Names("example.net", true, true)),
                    Examples.COUNTER));
    var minted =
        ca.step(
            () ->
                ca.use.mint.forPartner(
                    ca.kita, partner, Set.of(), true, Optional.empty(), Examples.COUNTER));
    String kid = minted.key().kid();
    return ca.account(ca.kita, CaHarness.bound(kid, ca.use.secrets.of(ca.kita.id(), kid)));
  }
}
