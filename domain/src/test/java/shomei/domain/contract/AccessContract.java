package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;

import org.junit.jupiter.api.Test;
import shomei.domain.access.Access.Target;
import shomei.domain.access.Nonce;
import shomei.domain.account.Account;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;

public abstract class AccessContract extends PortContract {
  @Test
  void ofParallelRequestsWithOneNonceOneFindsItFresh() throws InterruptedException {
    Account account = given.account();
    Nonce nonce = nonce();
    var fresh =
        Parallel.run(
            12,
            i ->
                switch (i % 3) {
                  case 0 ->
                      ports.access().open(nonce, account.id(), new Target.Nothing(), NOW).fresh();
                  case 1 -> ports.access().open(nonce, MIDORI, account.key().thumbprint()).fresh();
                  default -> ports.access().spend(nonce);
                });
    assertThat(fresh).containsOnlyOnce(true);
  }

  @Test
  void aNonceIsSpentWhateverTheRequestNames() {
    Nonce nonce = nonce();
    var opened = ports.access().open(nonce, new AccountId(given.id()), new Target.Nothing(), NOW);
    assertThat(opened.fresh()).isTrue();
    assertThat(opened.account()).isEmpty();
    assertThat(ports.access().spend(nonce)).isFalse();
  }

  @Test
  void theAccountIsFoundAlsoWhereTheNonceWasUsed() {
    Account account = given.account();
    Nonce nonce = nonce();
    ports.access().spend(nonce);
    var opened = ports.access().open(nonce, account.id(), new Target.Nothing(), NOW);
    assertThat(opened.fresh()).isFalse();
    assertThat(opened.account()).contains(account);
  }

  @Test
  void theResourceThatTheUrlNamesComesWithTheAccount() {
    Account account = given.account();
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    var authorization = ready.terms().authorizations().getFirst();
    var certificate = given.issued(given.ready(account, dns("b.example.net")));
    var access = ports.access();
    assertThat(
            access
                .open(nonce(), account.id(), new Target.OfOrder(ready.terms().id()), NOW)
                .resource())
        .contains(ready);
    assertThat(
            access
                .open(nonce(), account.id(), new Target.OfAuthorization(authorization), NOW)
                .resource())
        .isEqualTo(ports.authorizations().find(authorization))
        .isPresent();
    assertThat(
            access
                .open(nonce(), account.id(), new Target.OfCertificate(certificate.serial()), NOW)
                .resource())
        .contains(certificate);
  }

  @Test
  void anOrderIsReadInItsStateOfNow() {
    Account account = given.account();
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    assertThat(
            ports
                .access()
                .open(
                    nonce(),
                    account.id(),
                    new Target.OfOrder(ready.terms().id()),
                    ready.terms().expires())
                .resource())
        .get()
        .isInstanceOf(Order.Invalid.class);
  }

  @Test
  void aResourceThatIsNotThereIsAbsent() {
    Account account = given.account();
    var access = ports.access();
    assertThat(
            access
                .open(nonce(), account.id(), new Target.OfOrder(new OrderId(given.id())), NOW)
                .resource())
        .isEmpty();
    assertThat(
            access
                .open(
                    nonce(),
                    account.id(),
                    new Target.OfCertificate(new Serial("4" + "0".repeat(31))),
                    NOW)
                .resource())
        .isEmpty();
  }

  @Test
  void aKeyFindsItsAccountInItsInstitutionAlone() {
    Account account = given.account();
    String thumbprint = account.key().thumbprint();
    assertThat(ports.access().open(nonce(), MIDORI, thumbprint).account()).contains(account);
    assertThat(ports.access().open(nonce(), AKEBONO, thumbprint).account()).isEmpty();
    assertThat(ports.access().open(nonce(), MIDORI, given.key().thumbprint()).account()).isEmpty();
  }

  @Test
  void onlyExpiredNoncesAreForgotten() {
    Nonce old = new Nonce(given.octets(16), NOW, NOW);
    Nonce young = new Nonce(given.octets(16), NOW, NOW.plusSeconds(1));
    ports.access().spend(old);
    ports.access().spend(young);
    assertThat(ports.access().forgetExpired(NOW)).isOne();
    assertThat(ports.access().spend(young)).isFalse();
  }

  private Nonce nonce() {
    return new Nonce(given.octets(16), NOW, NOW.plusSeconds(3600));
  }
}
