package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.history.Act;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.subscriber.Subscriber;

/// What an ended account takes along, and what stays (RFC 8555 §7.3.6).
public abstract class DeactivationContract extends PortContract {
  @Test
  void deactivationTakesAuthorizationsAndOpenOrdersWithIt() {
    Account account = given.account();
    var pending =
        given.order(account, Optional.empty(), Authorization.Status.PENDING, dns("a.example.net"));
    Order.Ready ready = given.ready(account, dns("b.example.net"));
    deactivate(account);
    assertThat(ports.accounts().find(account.id())).contains(account.deactivated());
    for (var terms : List.of(pending, ready.terms())) {
      assertThat(ports.orders().find(terms.id(), NOW)).get().isInstanceOf(Order.Invalid.class);
      assertThat(ports.authorizations().find(terms.authorizations().getFirst()))
          .get()
          .extracting(Authorization::status)
          .isEqualTo(Authorization.Status.DEACTIVATED);
    }
  }

  @Test
  void whatAnEndedAccountHasReadyOrInIssuingComesOutNoMore() {
    Account account = given.account();
    Subscriber seat = given.administrator("12345678901234");
    Order.Ready ready = given.ready(account, dns("ready.example.net"));
    Order.Processing names = given.begun(given.ready(account, dns("begun.example.net")));
    Order.Processing right = given.begun(given.ready(account, seat(seat)));
    deactivate(account);
    assertThat(given.begin(given.processing(ready))).isEqualTo(Orders.Begun.LOST);
    assertThat(given.complete(names, given.certificate(names))).isFalse();
    assertThat(given.complete(right, given.certificate(right))).isFalse();
    for (Order order : List.of(names, right)) {
      assertThat(ports.orders().find(order.terms().id(), NOW))
          .get()
          .isInstanceOf(Order.Invalid.class);
    }
    assertThat(ports.orders().unfinished(NOW.plusSeconds(3600), 10)).isEmpty();
    // the seat's right is free for its holder
    given.issued(given.ready(given.account(), seat(seat)));
  }

  @Test
  void deactivationLeavesValidOrdersAndCertificatesAndOtherAccountsAlone() {
    Account account = given.account();
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    var certificate = given.issued(ready);
    Order.Ready foreign = given.ready(given.account(), dns("a.example.net"));
    deactivate(account);
    assertThat(ports.orders().find(ready.terms().id(), NOW))
        .contains(new Order.Valid(ready.terms(), certificate.serial()));
    assertThat(ports.certificates().find(certificate.serial())).contains(certificate);
    assertThat(ports.orders().find(foreign.terms().id(), NOW)).contains(foreign);
  }

  @Test
  void aSecondDeactivationDoesNothing() {
    Account account = given.account();
    deactivate(account);
    deactivate(account);
    assertThat(given.entries(Act.ACCOUNT_DEACTIVATED, "account:" + account.id())).isOne();
  }

  private void deactivate(Account account) {
    ports
        .accounts()
        .deactivate(account.id(), entry(Act.ACCOUNT_DEACTIVATED, "account:" + account.id()));
  }
}
