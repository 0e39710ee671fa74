package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.account.CreateAccount;
import shomei.domain.fixture.Examples;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.partner.MintExternalAccountKey.Minted;
import shomei.domain.partner.Partner;

/// External account binding (RFC 8555 §7.3.4).
final class BindingTest {
  private CaHarness ca = new CaHarness();

  @Test
  void noCommandLineTakesAKeyForAnOption() {
    for (int i = 0; i < 300; i++) {
      var minted = mint(true, Optional.empty());
      assertThat(minted.key().kid()).doesNotStartWith("-");
      assertThat(minted.secret()).doesNotStartWith("-");
    }
  }

  @Test
  void aBindingIsRequiredWhereThePolicySaysSo() {
    ca = new CaHarness(Examples.biznet(rules -> rules.externalAccountRequired = true));
    assertRefused(Reason.EXTERNAL_ACCOUNT_REQUIRED, ca.accountKey(), CaHarness.plain());
    Minted minted = mint(false, Optional.empty());
    Account account = ca.create(ca.accountKey(), bound(minted)).account();
    assertThat(account.binding()).contains(minted.key().binding());
    assertThat(account.bindingJws()).contains("{\"jws\":1}");
  }

  @Test
  void aBindingIsHonouredWhereNoneIsRequired() {
    Minted minted = mint(false, Optional.empty());
    assertThat(ca.create(ca.accountKey(), bound(minted)).account().binding())
        .contains(minted.key().binding());
  }

  @Test
  void everyKindOfBadBindingGetsOneAnswerForTheSameWork() {
    Minted revoked = mint(false, Optional.empty());
    ca.step(() -> ca.use.revokeKey.revoke(ca.kita.id(), revoked.key().kid(), Examples.COUNTER));
    Minted expired = mint(false, Optional.of(Duration.ofMinutes(1)));
    Minted spent = mint(true, Optional.empty());
    ca.create(ca.accountKey(), bound(spent));
    Minted good = mint(false, Optional.empty());
    CreateAccount.NewAccount right = bound(good);
    int before = ca.token.macs();
    ca.create(ca.accountKey(), right);
    int work = ca.token.macs() - before;
    ca.advance(Duration.ofMinutes(1));
    List<CreateAccount.NewAccount> bad =
        List.of(
            bound(revoked),
            bound(expired),
            bound(spent),
            CaHarness.bound("nobody", secret("nobody")),
            CaHarness.bound("no\u0000body", secret("no\u0000body")),
            CaHarness.bound("n".repeat(5000), secret("n".repeat(5000))),
            CaHarness.bound(good.key().kid(), new byte[32]));
    for (CreateAccount.NewAccount wanted : bad) {
      AtomicInteger looks = new AtomicInteger();
      int macs = ca.token.macs();
      assertThatThrownBy(() -> ca.create(ca.accountKey(), counting(wanted, looks)))
          .isInstanceOfSatisfying(
              Refusal.class,
              r -> {
                assertThat(r.reason()).isEqualTo(Reason.UNAUTHORIZED);
                assertThat(r.failure().detail())
                    .isEqualTo("the external account binding is not valid");
              });
      assertThat(looks).hasValue(1);
      assertThat(ca.token.macs() - macs).isEqualTo(work);
    }
  }

  @Test
  void aSingleUseKeyIsSpentByASuccessfulCreationAlone() {
    Minted once = mint(true, Optional.empty());
    var broken = new CreateAccount.NewAccount(List.of("tel:1"), true, false, bound(once).binding());
    assertThatThrownBy(() -> ca.create(ca.accountKey(), broken)).isInstanceOf(Refusal.class);
    ca.create(ca.accountKey(), bound(once));
    assertRefused(Reason.UNAUTHORIZED, ca.accountKey(), bound(once));
  }

  @Test
  void anAlgorithmThatThePolicyLacksIsRefused() {
    Minted minted = mint(false, Optional.empty());
    var offered = bound(minted).binding().orElseThrow();
    var other =
        new CreateAccount.OfferedBinding(
            offered.kid(), Policy.EabAlgorithm.HS512, offered.verifies(), offered.jws());
    assertRefused(
        Reason.MALFORMED,
        ca.accountKey(),
        new CreateAccount.NewAccount(List.of(), true, false, Optional.of(other)));
  }

  @Test
  void aKeyOfOneInstitutionBindsNothingAtAnother() {
    Minted minted = mint(false, Optional.empty());
    assertThatThrownBy(() -> ca.account(ca.hokuyo, bound(minted)))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.UNAUTHORIZED));
  }

  @Test
  void aMintedSecretIsInNoText() {
    Minted minted = mint(false, Optional.empty());
    assertThat(minted.secret()).matches("[A-Za-z0-9_-]{86}");
    assertThat(minted.toString()).doesNotContain(minted.secret());
    assertThat(ca.ports.history().latest(ca.kita.id(), 10).toString())
        .doesNotContain(minted.secret());
  }

  private void assertRefused(Reason reason, AccountKey key, CreateAccount.NewAccount wanted) {
    assertThatThrownBy(() -> ca.create(key, wanted))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  private byte[] secret(String kid) {
    return ca.use.secrets.of(ca.kita.id(), kid);
  }

  private CreateAccount.NewAccount bound(Minted minted) {
    return CaHarness.bound(minted.key().kid(), secret(minted.key().kid()));
  }

  private static CreateAccount.NewAccount counting(
      CreateAccount.NewAccount wanted, AtomicInteger looks) {
    var offered = wanted.binding().orElseThrow();
    var counted =
        new CreateAccount.OfferedBinding(
            offered.kid(),
            offered.algorithm(),
            key -> {
              looks.incrementAndGet();
              return offered.verifies().test(key);
            },
            offered.jws());
    return new CreateAccount.NewAccount(List.of(), true, false, Optional.of(counted));
  }

  @Test
  void anOperatorEndsTheAccountsOfOneKeyAndOfNoOther() {
    Minted leaked = mint(false, Optional.empty());
    Account thief = ca.create(ca.accountKey(), bound(leaked)).account();
    Account honest = ca.create(ca.accountKey(), bound(mint(false, Optional.empty()))).account();
    assertThat(
            ca.step(
                () ->
                    ca.use.deactivateAccount.createdWith(
                        ca.kita.id(), leaked.key().kid(), Examples.COUNTER)))
        .extracting(Account::id)
        .containsExactly(thief.id());
    assertThat(status(thief)).isEqualTo(Account.Status.DEACTIVATED);
    assertThat(status(honest)).isEqualTo(Account.Status.VALID);
  }

  @Test
  void aPartnerThatIsRemovedHasNoKeyAndNoAccount() {
    Minted key = mint(false, Optional.empty());
    Account account = ca.create(ca.accountKey(), bound(key)).account();
    ca.step(() -> ca.use.removePartner.remove(ca.kita, "partner", Examples.COUNTER));
    assertThat(status(account)).isEqualTo(Account.Status.DEACTIVATED);
    assertRefused(Reason.UNAUTHORIZED, ca.accountKey(), bound(key));
    assertThatThrownBy(() -> ca.use.removePartner.remove(ca.kita, "partner", Examples.COUNTER))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void anOperatorEndsNoAccountOfAnotherInstitution() {
    Account account = ca.create(ca.accountKey(), CaHarness.plain()).account();
    assertThatThrownBy(
            () ->
                ca.use.deactivateAccount.byOperator(ca.hokuyo.id(), account.id(), Examples.COUNTER))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.NOT_FOUND));
    assertThat(status(account)).isEqualTo(Account.Status.VALID);
  }

  private Account.Status status(Account account) {
    return ca.ports.accounts().find(account.id()).orElseThrow().status();
  }

  private Minted mint(boolean singleUse, Optional<Duration> lifetime) {
    Partner partner =
        ca.step(() -> ca.use.putPartner.put(ca.kita, "partner", List.of(), Examples.COUNTER));
    return ca.step(
        () ->
            ca.use.mint.forPartner(
                ca.kita, partner, Set.of(), singleUse, lifetime, Examples.COUNTER));
  }
}
