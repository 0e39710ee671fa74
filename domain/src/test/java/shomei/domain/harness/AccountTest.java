package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.account.CreateAccount;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Origin;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Accounts (RFC 8555 §7.3).
final class AccountTest {
  private CaHarness ca = new CaHarness();

  @Test
  void aNewKeyGetsAnAccountAndAKnownOneGetsTheOneThatItHas() {
    AccountKey key = ca.accountKey();
    var made = ca.create(key, contacts("mailto:a@example.net"));
    assertThat(made).isInstanceOf(CreateAccount.Result.Created.class);
    assertThat(ca.create(key, contacts("not a contact at all")))
        .isEqualTo(new CreateAccount.Result.Found(made.account()));
  }

  @Test
  void anAccountIsFoundWhereTwoRequestsCameAtOnce() {
    AccountKey key = ca.accountKey();
    Account first = ca.create(key, CaHarness.plain()).account();
    // the door saw no account yet when this one came through
    var second =
        ca.use.createAccount.create(
            ca.kita, key, Optional.empty(), CaHarness.plain(), Examples.FROM);
    assertThat(second).isEqualTo(new CreateAccount.Result.Found(first));
  }

  @Test
  void anExistingAccountIsFoundWithoutTermsAndBinding() {
    AccountKey key = ca.accountKey();
    Account account = ca.create(key, CaHarness.plain()).account();
    ca = new CaHarness(Examples.biznet(rules -> rules.externalAccountRequired = true));
    var wanted = new CreateAccount.NewAccount(List.of(), false, true, Optional.empty());
    assertThat(
            ca.use.createAccount.create(ca.kita, key, Optional.of(account), wanted, Examples.FROM))
        .isEqualTo(new CreateAccount.Result.Found(account));
  }

  @Test
  void onlyReturnExistingMakesNoAccount() {
    AccountKey key = ca.accountKey();
    var wanted = new CreateAccount.NewAccount(List.of(), true, true, Optional.empty());
    assertRefused(Reason.ACCOUNT_DOES_NOT_EXIST, key, wanted);
    assertThat(ca.create(key, CaHarness.plain())).isInstanceOf(CreateAccount.Result.Created.class);
  }

  @Test
  void termsMustBeAgreedToWhereThereAreAny() {
    Optional<String> terms = Optional.of("https://example.net/terms");
    ca = new CaHarness(Examples.biznet(rules -> rules.termsOfService = terms));
    var wanted = new CreateAccount.NewAccount(List.of(), false, false, Optional.empty());
    assertRefused(Reason.USER_ACTION_REQUIRED, ca.accountKey(), wanted);
    ca.create(ca.accountKey(), CaHarness.plain());
  }

  @Test
  void aDeactivatedAccountsKeyIsNeverRevived() {
    AccountKey key = ca.accountKey();
    Account account = ca.create(key, CaHarness.plain()).account();
    ca.step(() -> ca.use.deactivateAccount.deactivate(account, Examples.FROM));
    assertRefused(Reason.UNAUTHORIZED, key, CaHarness.plain());
    assertThatThrownBy(
            () ->
                ca.use.createAccount.create(
                    ca.kita, key, Optional.of(ca.now(account)), CaHarness.plain(), Examples.FROM))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.UNAUTHORIZED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tel:+81312345678",
        "https://example.net/",
        "ftp://a@example.net",
      })
  void otherSchemesAreUnsupported(String contact) {
    assertRefused(Reason.UNSUPPORTED_CONTACT, ca.accountKey(), contacts(contact));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mailto:",
        "a@example.net",
        "mailto:a",
        "mailto:@example.net",
        "mailto:a@",
        "mailto:a@b@example.net",
        "mailto:a@localhost",
        "mailto:a@-example.net",
        "mailto:a@192.0.2.1",
        "mailto:a@[192.0.2.1]",
        "mailto:a.@example.net",
        "mailto:a..b@example.net",
        "mailto:a@example.net?subject=x",
        "mailto:a@example.net?",
        "mailto:a@example.net#x",
        "mailto:a@example.net,b@example.net",
        "mailto:a@example.net%2Cb@example.net",
        "mailto:a%@example.net",
        "mailto:a%0Ab@example.net",
        "mailto:A <a@example.net>",
        "mailto:a@example.net\n",
        "mailto:\u0000@example.net",
        "mailto:花子@example.jp",
      })
  void badAddressesAreInvalid(String contact) {
    assertRefused(Reason.INVALID_CONTACT, ca.accountKey(), contacts(contact));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailto:a@example.net",
        "mailto:%22taro..s.%22@docomo.ne.jp",
        "MAILTO:A.B+tag@Example.NET",
        "mailto:a%2Btag@example.net",
        "mailto:o'neill@example.co.jp",
      })
  void ordinaryAddressesAreKeptAsWritten(String contact) {
    assertThat(ca.create(ca.accountKey(), contacts(contact)).account().contacts())
        .containsExactly(contact);
  }

  @Test
  void contactsAreBoundedInNumberAndLength() {
    String[] ten = Collections.nCopies(10, "mailto:a@example.net").toArray(String[]::new);
    ca.create(ca.accountKey(), contacts(ten));
    String[] eleven = Collections.nCopies(11, "mailto:a@example.net").toArray(String[]::new);
    assertRefused(Reason.INVALID_CONTACT, ca.accountKey(), contacts(eleven));
    String name = "a." + "b".repeat(60) + ".";
    assertRefused(
        Reason.INVALID_CONTACT,
        ca.accountKey(),
        contacts("mailto:a@" + name.repeat(4) + "example.net"));
  }

  @Test
  void contactsAreReplacedAndRemovedUnderTheSameRules() {
    Account account = ca.create(ca.accountKey(), contacts("mailto:a@example.net")).account();
    Account changed =
        ca.step(
            () ->
                ca.use.updateAccount.update(
                    account, List.of("mailto:b@example.net"), Examples.FROM));
    assertThat(ca.now(account)).isEqualTo(changed);
    assertThatThrownBy(() -> ca.use.updateAccount.update(changed, List.of("tel:1"), Examples.FROM))
        .isInstanceOf(Refusal.class);
    ca.step(() -> ca.use.updateAccount.update(changed, List.of(), Examples.FROM));
    assertThat(ca.now(account).contacts()).isEmpty();
  }

  @Test
  void anUpdateThatChangesNothingIsNotWritten() {
    Account account = ca.create(ca.accountKey(), contacts("mailto:a@example.net")).account();
    ca.step(() -> ca.use.updateAccount.update(account, account.contacts(), Examples.FROM));
    assertThat(ca.ports.history().on(ca.kita.id(), "account:" + account.id()))
        .noneMatch(entry -> entry.act() == Act.ACCOUNT_CHANGED);
  }

  @Test
  void aKeyIsChangedToOneThatNoAccountHas() {
    Account account = ca.create(ca.accountKey(), CaHarness.plain()).account();
    Account other = ca.create(ca.accountKey(), CaHarness.plain()).account();
    assertTaken(account, account.key(), account);
    assertTaken(account, other.key(), other);
    AccountKey next = ca.accountKey();
    ca.step(() -> ca.use.changeKey.change(account, next, Examples.FROM));
    assertThat(ca.now(account).key()).isEqualTo(next);
    assertThatThrownBy(() -> ca.use.changeKey.change(account, ca.accountKey(), Examples.FROM))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.UNAUTHORIZED));
  }

  @Test
  void anAddressMakesOnlySoManyAccounts() {
    var limit = new Policy.RateLimit(2, Duration.ofMinutes(1));
    ca = new CaHarness(Examples.biznet(rules -> rules.newAccountsPerAddress = limit));
    createFrom("192.0.2.1");
    createFrom("192.0.2.1");
    assertThatThrownBy(() -> createFrom("192.0.2.1"))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.reason()).isEqualTo(Reason.RATE_LIMITED);
              assertThat(r.retryAfter()).contains(Duration.ofMinutes(1));
            });
    createFrom("192.0.2.2");
    ca.advance(Duration.ofMinutes(1));
    createFrom("192.0.2.1");
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    var limit = new Policy.RateLimit(1, Duration.ofMinutes(1));
    ca = new CaHarness(Examples.biznet(rules -> rules.newAccountsPerAddress = limit));
    createFrom("2001:db8:1:2::1");
    assertThatThrownBy(() -> createFrom("2001:db8:1:2:ffff::2"))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.RATE_LIMITED));
    createFrom("2001:db8:1:3::1");
  }

  private void createFrom(String address) {
    ca.step(
        () ->
            ca.use.createAccount.create(
                ca.kita,
                ca.accountKey(),
                Optional.empty(),
                CaHarness.plain(),
                new Origin.Request(address, "request-1")));
  }

  private void assertRefused(Reason reason, AccountKey key, CreateAccount.NewAccount wanted) {
    assertThatThrownBy(() -> ca.create(key, wanted))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  private void assertTaken(Account account, AccountKey next, Account holder) {
    assertThatThrownBy(() -> ca.use.changeKey.change(account, next, Examples.FROM))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.reason()).isEqualTo(Reason.KEY_IN_USE);
              assertThat(r.holder()).contains(holder.id());
            });
    assertThat(ca.now(account)).isEqualTo(account);
  }

  private static CreateAccount.NewAccount contacts(String... contacts) {
    return new CreateAccount.NewAccount(Arrays.asList(contacts), true, false, Optional.empty());
  }
}
