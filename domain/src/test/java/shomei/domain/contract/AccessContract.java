package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.access.Access.Target;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Authorizations;
import shomei.domain.authorization.Challenge;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;

public abstract class AccessContract extends PortContract {
  @Test
  void theAccountThatTheUrlNamesIsFoundOrAbsent() {
    Account account = given.account();
    assertThat(ports.access().open(account.id(), new Target.Nothing(), NOW).account())
        .contains(account);
    assertThat(ports.access().open(new AccountId(given.id()), new Target.Nothing(), NOW).account())
        .isEmpty();
  }

  @Test
  void whatThisNodeChangesOfAnAccountIsSeenAtOnce() {
    Account account = given.account();
    assertThat(account(account.id())).contains(account);
    ports
        .accounts()
        .changeContacts(
            account.id(), List.of("mailto:a@example.jp"), entry(account, Act.ACCOUNT_CHANGED));
    assertThat(account(account.id()).orElseThrow().contacts())
        .containsExactly("mailto:a@example.jp");
    AccountKey next = given.key();
    ports
        .accounts()
        .changeKey(
            account.id(),
            account.key().thumbprint(),
            next,
            entry(account, Act.ACCOUNT_KEY_CHANGED));
    assertThat(account(account.id()).orElseThrow().key()).isEqualTo(next);
    ports.accounts().deactivate(account.id(), entry(account, Act.ACCOUNT_DEACTIVATED));
    assertThat(account(account.id()).orElseThrow().status()).isEqualTo(Account.Status.DEACTIVATED);
  }

  private Optional<Account> account(AccountId id) {
    return ports.access().open(id, new Target.Nothing(), NOW).account();
  }

  private static Entry entry(Account account, Act act) {
    return Given.entry(act, "account:" + account.id());
  }

  @Test
  void theResourceThatTheUrlNamesComesWithTheAccount() {
    Account account = given.account();
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    var authorization = ready.terms().authorizations().getFirst();
    var certificate = given.issued(given.ready(account, dns("b.example.net")));
    var access = ports.access();
    assertThat(access.open(account.id(), new Target.OfOrder(ready.terms().id()), NOW).resource())
        .contains(ready);
    assertThat(access.open(account.id(), new Target.OfAuthorization(authorization), NOW).resource())
        .isEqualTo(ports.authorizations().find(authorization))
        .isPresent();
    assertThat(
            access
                .open(account.id(), new Target.OfCertificate(certificate.serial()), NOW)
                .resource())
        .contains(certificate);
  }

  @Test
  void anOrderToBeFinalizedIsReadyAfterItWasPlacedSoAndLostWhereItHasBegun() {
    Account account = given.account();
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    OrderId id = ready.terms().id();
    assertThat(toFinish(account, id)).contains(ready);
    assertThat(
            ports
                .access()
                .open(account.id(), new Target.ToFinish(id), ready.terms().expires())
                .resource())
        .get()
        .isInstanceOf(Order.Invalid.class);
    given.begun(ready);
    toFinish(account, id)
        .filter(Order.Ready.class::isInstance)
        .ifPresent(
            stale ->
                assertThat(given.begin(given.processing((Order.Ready) stale)))
                    .isEqualTo(Orders.Begun.LOST));
  }

  @Test
  void anOrderToBeFinalizedIsReadyOnceItIsProvenUntilTheProofIsTakenBack() {
    Account account = given.account();
    Terms terms =
        given.order(
            account,
            Optional.empty(),
            Authorization.Status.PENDING,
            dns("a.example.net"),
            dns("b.example.net"));
    for (var id : terms.authorizations()) {
      assertThat(toFinish(account, terms.id())).contains(new Order.Pending(terms));
      prove(id);
    }
    assertThat(toFinish(account, terms.id())).contains(new Order.Ready(terms));
    var first = terms.authorizations().getFirst();
    ports
        .authorizations()
        .deactivate(first, Given.entry(Act.AUTHORIZATION_DEACTIVATED, "authorization:" + first));
    assertThat(toFinish(account, terms.id())).get().isInstanceOf(Order.Invalid.class);
  }

  private void prove(AuthorizationId id) {
    Authorization proven =
        ports
            .authorizations()
            .find(id)
            .orElseThrow()
            .proven(Challenge.Kind.HTTP_01, NOW, NOW.plusSeconds(60));
    assertThat(
            ports
                .authorizations()
                .settle(
                    proven,
                    new Authorizations.PinOutcome.Untouched(),
                    List.of(Given.entry(Act.CHALLENGE_VALID, "dns:" + proven.identifier()))))
        .isTrue();
  }

  private Optional<Order> toFinish(Account account, OrderId id) {
    return ports.access().open(account.id(), new Target.ToFinish(id), NOW).resource();
  }

  @Test
  void anOrderIsReadInItsStateOfNow() {
    Account account = given.account();
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    assertThat(
            ports
                .access()
                .open(account.id(), new Target.OfOrder(ready.terms().id()), ready.terms().expires())
                .resource())
        .get()
        .isInstanceOf(Order.Invalid.class);
  }

  @Test
  void aResourceThatIsNotThereIsAbsent() {
    Account account = given.account();
    var access = ports.access();
    assertThat(
            access.open(account.id(), new Target.OfOrder(new OrderId(given.id())), NOW).resource())
        .isEmpty();
    assertThat(
            access
                .open(account.id(), new Target.OfCertificate(new Serial("4" + "0".repeat(31))), NOW)
                .resource())
        .isEmpty();
  }

  @Test
  void aKeyFindsItsAccountInItsInstitutionAlone() {
    Account account = given.account();
    String thumbprint = account.key().thumbprint();
    assertThat(ports.access().find(MIDORI, thumbprint)).contains(account);
    assertThat(ports.access().find(AKEBONO, thumbprint)).isEmpty();
    assertThat(ports.access().find(MIDORI, given.key().thumbprint())).isEmpty();
  }
}
