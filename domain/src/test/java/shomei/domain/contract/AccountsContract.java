package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.account.Accounts;
import shomei.domain.account.Binding;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.account.Quota;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.PartnerId;

public abstract class AccountsContract extends PortContract {
  @Test
  void anAccountIsFoundAsItWasMade() {
    Account account = given.account();
    assertThat(ports.accounts().find(account.id())).contains(account);
    assertThat(given.entries(Act.ACCOUNT_CREATED, "account:" + account.id())).isOne();
    assertThat(ports.accounts().find(new AccountId(given.id()))).isEmpty();
  }

  @Test
  void aBoundAccountIsFoundWithItsBinding() {
    Binding binding = new Binding.ToPartner(new PartnerId(given.id()), Set.of("partner"));
    Account account = bound(given.key(), binding);
    mint("kid-1", binding, false, Optional.empty());
    assertThat(create(account, Optional.of("kid-1"))).isEqualTo(new Accounts.Creation.Created());
    assertThat(ports.accounts().find(account.id())).contains(account);
  }

  @Test
  void parallelCreationsWithOneKeyMakeOneAccount() throws InterruptedException {
    AccountKey key = given.key();
    var made = Parallel.run(8, i -> create(given.unstoredAccount(key), Optional.empty()));
    assertThat(made).filteredOn(Accounts.Creation.Created.class::isInstance).hasSize(1);
    var others =
        made.stream()
            .filter(Accounts.Creation.Exists.class::isInstance)
            .map(c -> ((Accounts.Creation.Exists) c).account())
            .toList();
    assertThat(others).hasSize(7);
    assertThat(Set.copyOf(others)).hasSize(1);
    assertThat(ports.accounts().find(others.getFirst().id())).contains(others.getFirst());
    assertThat(
            ports.history().latest(MIDORI, 100).stream()
                .filter(e -> e.act() == Act.ACCOUNT_CREATED))
        .hasSize(1);
  }

  @Test
  void aKeyMayHaveAnAccountAtEachInstitution() {
    Account here = given.account();
    Account there =
        new Account(
            new AccountId(given.id()),
            AKEBONO,
            here.key(),
            List.of(),
            false,
            Account.Status.VALID,
            Optional.empty(),
            Optional.empty(),
            NOW);
    assertThat(create(there, Optional.empty())).isEqualTo(new Accounts.Creation.Created());
  }

  @Test
  void aDeactivatedAccountKeepsItsKey() {
    Account account = given.account();
    deactivate(account);
    assertThat(create(given.unstoredAccount(account.key()), Optional.empty()))
        .isEqualTo(new Accounts.Creation.Exists(account.deactivated()));
  }

  @Test
  void ofParallelCreationsWithOneSingleUseKeyOneSpendsIt() throws InterruptedException {
    Binding binding = new Binding.ToPartner(new PartnerId(given.id()), Set.of());
    mint("once", binding, true, Optional.empty());
    List<Account> wanted =
        List.of(
            bound(given.key(), binding),
            bound(given.key(), binding),
            bound(given.key(), binding),
            bound(given.key(), binding));
    var made = Parallel.run(4, i -> create(wanted.get(i), Optional.of("once")));
    assertThat(made).filteredOn(Accounts.Creation.Created.class::isInstance).hasSize(1);
    assertThat(made).filteredOn(Accounts.Creation.BindingSpent.class::isInstance).hasSize(3);
    assertThat(wanted.stream().filter(a -> ports.accounts().find(a.id()).isPresent())).hasSize(1);
    assertThat(state("once")).isEqualTo(ExternalAccountKey.State.SPENT);
  }

  @Test
  void aKeyThatHasAnAccountSpendsNoBinding() {
    Account account = given.account();
    Binding binding = new Binding.ToPartner(new PartnerId(given.id()), Set.of());
    mint("once", binding, true, Optional.empty());
    assertThat(create(bound(account.key(), binding), Optional.of("once")))
        .isEqualTo(new Accounts.Creation.Exists(account));
    assertThat(state("once")).isEqualTo(ExternalAccountKey.State.USABLE);
  }

  @Test
  void aReusableKeyIsNotSpent() {
    Binding binding = new Binding.ToPartner(new PartnerId(given.id()), Set.of());
    mint("often", binding, false, Optional.empty());
    create(bound(given.key(), binding), Optional.of("often"));
    assertThat(create(bound(given.key(), binding), Optional.of("often")))
        .isEqualTo(new Accounts.Creation.Created());
    assertThat(state("often")).isEqualTo(ExternalAccountKey.State.USABLE);
  }

  @Test
  void aRevokedOrExpiredOrUnknownKeyMakesNoAccount() {
    Binding binding = new Binding.ToPartner(new PartnerId(given.id()), Set.of());
    mint("revoked", binding, false, Optional.empty());
    ports.keys().revoke(MIDORI, "revoked", entry(Act.EXTERNAL_KEY_REVOKED, "key:revoked"));
    mint("expired", binding, false, Optional.of(Duration.ZERO));
    for (String kid : List.of("revoked", "expired", "unknown")) {
      Account account = bound(given.key(), binding);
      assertThat(create(account, Optional.of(kid)))
          .as(kid)
          .isEqualTo(new Accounts.Creation.BindingSpent());
      assertThat(ports.accounts().find(account.id())).as(kid).isEmpty();
      assertThat(given.entries(Act.ACCOUNT_CREATED, "account:" + account.id())).as(kid).isZero();
    }
  }

  @Test
  void contactsAreReplaced() {
    Account account = given.account();
    ports
        .accounts()
        .changeContacts(
            account.id(), List.of(), entry(Act.ACCOUNT_CHANGED, "account:" + account.id()));
    assertThat(ports.accounts().find(account.id())).contains(account.withContacts(List.of()));
    assertThat(given.entries(Act.ACCOUNT_CHANGED, "account:" + account.id())).isOne();
  }

  @Test
  void aKeyIsChangedAndTheOldOneIsFree() {
    Account account = given.account();
    AccountKey next = given.key();
    assertThat(change(account, next)).isEqualTo(new Accounts.KeyChange.Changed());
    assertThat(ports.accounts().find(account.id())).contains(account.withKey(next));
    assertThat(given.entries(Act.ACCOUNT_KEY_CHANGED, "account:" + account.id())).isOne();
    assertThat(create(given.unstoredAccount(account.key()), Optional.empty()))
        .isEqualTo(new Accounts.Creation.Created());
  }

  @Test
  void aKeyThatAnotherAccountHasIsNotTaken() {
    Account account = given.account();
    Account other = given.account();
    assertThat(change(account, other.key())).isEqualTo(new Accounts.KeyChange.Taken(other.id()));
    assertThat(ports.accounts().find(account.id())).contains(account);
    assertThat(given.entries(Act.ACCOUNT_KEY_CHANGED, "account:" + account.id())).isZero();
  }

  @Test
  void aChangeFromAKeyThatIsNoLongerTheAccountsIsStale() {
    Account account = given.account();
    change(account, given.key());
    assertThat(change(account, given.key())).isEqualTo(new Accounts.KeyChange.Stale());
    assertThat(given.entries(Act.ACCOUNT_KEY_CHANGED, "account:" + account.id())).isOne();
  }

  @Test
  void ofParallelChangesToOneKeyOneSucceeds() throws InterruptedException {
    List<Account> accounts = List.of(given.account(), given.account(), given.account());
    AccountKey next = given.key();
    var changes = Parallel.run(3, i -> change(accounts.get(i), next));
    assertThat(changes).filteredOn(Accounts.KeyChange.Changed.class::isInstance).hasSize(1);
    assertThat(changes).filteredOn(Accounts.KeyChange.Taken.class::isInstance).hasSize(2);
  }

  @Test
  void ofParallelChangesOfOneAccountOneSucceeds() throws InterruptedException {
    Account account = given.account();
    List<AccountKey> next = List.of(given.key(), given.key(), given.key());
    var changes = Parallel.run(3, i -> change(account, next.get(i)));
    assertThat(changes).filteredOn(Accounts.KeyChange.Changed.class::isInstance).hasSize(1);
    assertThat(changes).filteredOn(Accounts.KeyChange.Stale.class::isInstance).hasSize(2);
  }

  @Test
  void anInstitutionsAccountsComePageByPage() {
    List<AccountId> all =
        Stream.of(given.account(), given.account(), given.account())
            .map(Account::id)
            .sorted(Comparator.comparing(AccountId::toString))
            .toList();
    List<Account> first = ports.accounts().of(MIDORI, Optional.empty(), 2);
    assertThat(first).extracting(Account::id).isEqualTo(all.subList(0, 2));
    assertThat(ports.accounts().of(MIDORI, Optional.of(all.get(1)), 2))
        .extracting(Account::id)
        .containsExactly(all.get(2));
    assertThat(ports.accounts().of(AKEBONO, Optional.empty(), 2)).isEmpty();
  }

  @Test
  void accountsAreFoundByTheirPartnerAndByTheKeyThatTheyWereCreatedWith() {
    Binding binding = new Binding.ToPartner(new PartnerId(given.id()), Set.of());
    mint("kid-a", binding, false, Optional.empty());
    mint("kid-b", binding, false, Optional.empty());
    Account one = bound(given.key(), binding);
    Account two = bound(given.key(), binding);
    create(one, "kid-a");
    create(two, "kid-b");
    given.account();
    assertThat(ports.accounts().of(((Binding.ToPartner) binding).partner()))
        .containsExactlyInAnyOrder(one, two);
    assertThat(ports.accounts().of(new PartnerId(given.id()))).isEmpty();
    assertThat(ports.accounts().createdWith(MIDORI, "kid-a")).containsExactly(one);
    assertThat(ports.accounts().createdWith(AKEBONO, "kid-a")).isEmpty();
    assertThat(ports.accounts().createdWith(MIDORI, "kid-c")).isEmpty();
  }

  private void create(Account account, String kid) {
    Entry plain = entry(Act.ACCOUNT_CREATED, "account:" + account.id());
    Entry told =
        new Entry(
            plain.at(),
            plain.institution(),
            plain.actor(),
            plain.act(),
            plain.subject(),
            Map.of("kid", kid));
    assertThat(ports.accounts().create(account, Optional.of(kid), Optional.empty(), told))
        .isEqualTo(new Accounts.Creation.Created());
  }

  private Accounts.Creation create(Account account, Optional<String> kid) {
    return ports
        .accounts()
        .create(
            account, kid, Optional.empty(), entry(Act.ACCOUNT_CREATED, "account:" + account.id()));
  }

  @Test
  void aQuotaIsTakenFromByNewAccountsAloneAndWithoutOneNothingIsMade() {
    Quota quota = new Quota("a", new Policy.RateLimit(2, Duration.ofSeconds(10)));
    Account first = given.unstoredAccount(given.key());
    assertThat(create(first, quota)).isEqualTo(new Accounts.Creation.Created());
    for (int i = 0; i < 5; i++) {
      assertThat(create(given.unstoredAccount(first.key()), quota))
          .isEqualTo(new Accounts.Creation.Exists(first));
    }
    assertThat(create(given.unstoredAccount(given.key()), quota))
        .isEqualTo(new Accounts.Creation.Created());
    Account third = given.unstoredAccount(given.key());
    assertThat(create(third, quota))
        .isEqualTo(new Accounts.Creation.Limited(Duration.ofSeconds(10)));
    assertThat(ports.accounts().find(third.id())).isEmpty();
    assertThat(create(given.unstoredAccount(first.key()), quota))
        .isEqualTo(new Accounts.Creation.Exists(first));
    assertThat(create(third, new Quota("none", Policy.RateLimit.NONE)))
        .isEqualTo(new Accounts.Creation.Created());
  }

  @Test
  void parallelAccountsTakeNoMoreThanThereIs() throws InterruptedException {
    Quota quota = new Quota("a", new Policy.RateLimit(3, Duration.ofSeconds(10)));
    List<Account> wanted =
        Stream.generate(() -> given.unstoredAccount(given.key())).limit(12).toList();
    assertThat(Parallel.run(12, i -> create(wanted.get(i), quota)))
        .filteredOn(Accounts.Creation.Created.class::isInstance)
        .hasSize(3);
  }

  private Accounts.Creation create(Account account, Quota quota) {
    return ports
        .accounts()
        .create(
            account,
            Optional.empty(),
            Optional.of(quota),
            entry(Act.ACCOUNT_CREATED, "account:" + account.id()));
  }

  private Accounts.KeyChange change(Account account, AccountKey next) {
    return ports
        .accounts()
        .changeKey(
            account.id(),
            account.key().thumbprint(),
            next,
            entry(Act.ACCOUNT_KEY_CHANGED, "account:" + account.id()));
  }

  private void deactivate(Account account) {
    ports
        .accounts()
        .deactivate(account.id(), entry(Act.ACCOUNT_DEACTIVATED, "account:" + account.id()));
  }

  private Account bound(AccountKey key, Binding binding) {
    return new Account(
        new AccountId(given.id()),
        MIDORI,
        key,
        List.of(),
        true,
        Account.Status.VALID,
        Optional.of(binding),
        Optional.of("{\"payload\":\"\"}"),
        NOW);
  }

  private void mint(String kid, Binding binding, boolean singleUse, Optional<Duration> lifetime) {
    ports
        .keys()
        .add(
            new ExternalAccountKey(
                kid,
                MIDORI,
                binding,
                singleUse,
                NOW,
                lifetime.map(NOW::plus),
                ExternalAccountKey.State.USABLE),
            entry(Act.EXTERNAL_KEY_MINTED, "key:" + kid));
  }

  private ExternalAccountKey.State state(String kid) {
    return ports.keys().find(MIDORI, kid).orElseThrow().state();
  }
}
