package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.account.Accounts;
import shomei.domain.account.Binding;
import shomei.domain.authorization.Authorization;
import shomei.domain.certificate.Certificate;
import shomei.domain.evidence.ExportLine;
import shomei.domain.history.Act;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.PartnerId;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;

/// What is forgotten, and what never is.
public abstract class ForgettingContract extends PortContract {
  private static final Instant MUCH_LATER = NOW.plus(Duration.ofDays(9999));

  @Test
  void anOrderThatCameToNothingIsForgottenWithItsAuthorizations() {
    Account account = given.account();
    Terms failed = order(account, Authorization.Status.INVALID, "a.example.net");
    Terms expired = order(account, Authorization.Status.PENDING, "b.example.net");
    assertThat(forget(failed.expires())).isZero();
    assertThat(ports.orders().find(failed.id(), NOW)).isPresent();
    assertThat(forget(failed.expires().plusSeconds(1))).isEqualTo(2);
    for (Terms gone : List.of(failed, expired)) {
      assertThat(ports.orders().find(gone.id(), NOW)).isEmpty();
      assertThat(ports.authorizations().find(gone.authorizations().getFirst())).isEmpty();
      assertThat(given.entries(Act.ORDER_PLACED, "order:" + gone.id())).isOne();
    }
    assertThat(forget(MUCH_LATER)).isZero();
  }

  @Test
  void anOrderThatBroughtACertificateStaysUntilThatHasEndedAndTheCertificateStaysForGood() {
    given.administrator("12345678901234");
    Account guest = given.account();
    Certificate issued =
        given.issued(given.ready(guest, seat(given.user("12345678901234", "user1"))));
    assertThat(forget(issued.notAfter())).isZero();
    assertThat(ports.orders().find(issued.order(), NOW)).get().isInstanceOf(Order.Valid.class);
    assertThat(forget(issued.notAfter().plusSeconds(1))).isOne();
    assertThat(ports.orders().find(issued.order(), NOW)).isEmpty();
    assertThat(ports.certificates().find(issued.serial())).contains(issued);
    assertThat(given.entries(Act.CERTIFICATE_ISSUED, "certificate:" + issued.serial())).isOne();
  }

  @Test
  void aCertificateThatWasReplacedIsSoAlsoWhenTheOrderIsForgottenThatReplacedIt() {
    Account account = given.account();
    Certificate old = given.issued(given.ready(account, dns("a.example.net")));
    Certificate next = given.issued(given.renewal(account, old));
    assertThat(forget(MUCH_LATER)).isEqualTo(2);
    assertThat(ports.certificates().find(old.serial()))
        .get()
        .satisfies(certificate -> assertThat(certificate.replacedBy()).contains(next.order()));
    Order.Ready again = given.renewal(account, old);
    assertThat(given.begin(given.processing(again))).isEqualTo(Orders.Begun.REPLACED);
  }

  @Test
  void whatIsInIssuingStays() {
    given.administrator("12345678901234");
    Order.Processing begun =
        given.begun(given.ready(given.account(), seat(given.user("12345678901234", "user1"))));
    assertThat(forget(MUCH_LATER)).isZero();
    assertThat(ports.orders().find(begun.terms().id(), NOW)).contains(begun);
    assertThat(given.complete(begun, given.certificate(begun))).isTrue();
  }

  @Test
  void anAuthorizationThatServesAnotherOrderStaysUntilThatIsForgotten() {
    Account account = given.account();
    Authorization shared = authorization(account, Duration.ofHours(1));
    Terms nothing = given.terms(account, List.of(shared), Optional.empty());
    given.place(nothing, List.of(shared));
    Terms issuing = given.terms(account, List.of(shared), Optional.empty());
    given.place(issuing, List.of());
    Certificate issued = given.issued(new Order.Ready(issuing));
    assertThat(forget(NOW.plus(Duration.ofDays(1)))).isOne();
    assertThat(ports.authorizations().find(shared.id())).contains(shared);
    assertThat(ports.orders().find(issuing.id(), NOW)).get().isInstanceOf(Order.Valid.class);
    assertThat(forget(issued.notAfter().plusSeconds(1))).isOne();
    assertThat(ports.authorizations().find(shared.id())).isEmpty();
  }

  @Test
  void anOrderStaysWhileAnAuthorizationOfItCanServeOthers() {
    Account account = given.account();
    Authorization reusable = authorization(account, Duration.ofDays(10));
    Terms first = given.terms(account, List.of(reusable), Optional.empty());
    given.place(first, List.of(reusable));
    assertThat(forget(reusable.expires())).isZero();
    assertThat(forget(reusable.expires().plusSeconds(1))).isOne();
    assertThat(ports.authorizations().find(reusable.id())).isEmpty();
  }

  @Test
  void nothingIsForgottenOfAnInstitutionThatIsNotNamed() {
    Terms terms = order(given.account(), Authorization.Status.INVALID, "a.example.net");
    var step = ports.orders().forget(Map.of(AKEBONO, MUCH_LATER), Optional.empty(), 100);
    assertThat(step).isEqualTo(new Orders.Forgotten(0, Optional.empty()));
    assertThat(ports.orders().forget(Map.of(), Optional.empty(), 100).orders()).isZero();
    assertThat(ports.orders().find(terms.id(), NOW)).isPresent();
  }

  @Test
  void severalWhoForgetAtOnceLeaveNoAuthorizationBehind() throws InterruptedException {
    Account account = given.account();
    List<Authorization> shared = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Authorization one = authorization(account, Duration.ofHours(1));
      shared.add(one);
      given.place(given.terms(account, List.of(one), Optional.empty()), List.of(one));
      given.place(given.terms(account, List.of(one), Optional.empty()), List.of());
    }
    var forgotten = Parallel.run(4, i -> forget(MUCH_LATER, 1 + i));
    assertThat(forgotten.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
    assertThat(shared).allMatch(one -> ports.authorizations().find(one.id()).isEmpty());
  }

  @Test
  void forgettingGoesOnWhereItStopped() {
    for (int i = 0; i < 7; i++) {
      order(given.account(), Authorization.Status.INVALID, "a.example.net");
    }
    assertThat(forget(MUCH_LATER, 2)).isEqualTo(7);
    assertThat(forgetAccounts(MUCH_LATER, 2)).isEqualTo(7);
    assertThat(forget(MUCH_LATER, 2) + forgetAccounts(MUCH_LATER, 2)).isZero();
  }

  @Test
  void anAccountIsForgottenThatIsBoundToNobodyAndHasNoOrder() {
    Account idle = given.account();
    Account busy = given.account();
    order(busy, Authorization.Status.PENDING, "a.example.net");
    Account partner =
        new Account(
            new AccountId(given.id()),
            MIDORI,
            given.key(),
            List.of(),
            true,
            Account.Status.VALID,
            Optional.of(new Binding.ToPartner(new PartnerId(given.id()), Set.of())),
            Optional.of("{}"),
            NOW);
    ports
        .accounts()
        .create(
            partner, Optional.empty(), Optional.empty(), entry(Act.ACCOUNT_CREATED, "account:p"));
    assertThat(forgetAccounts(NOW, 100)).isZero();
    assertThat(forgetAccounts(MUCH_LATER, 100)).isOne();
    assertThat(ports.accounts().find(idle.id())).isEmpty();
    assertThat(ports.accounts().find(busy.id())).contains(busy);
    assertThat(ports.accounts().find(partner.id())).contains(partner);
  }

  @Test
  void theHistoryAndItsSealsAreTheSameAfterwards() {
    Account account = given.account();
    given.issued(given.ready(account, dns("a.example.net")));
    order(account, Authorization.Status.INVALID, "b.example.net");
    ports.seals().seal(NOW, 1000);
    ports.seals().seal(NOW.plusSeconds(1), 1000);
    List<ExportLine> before = export();
    assertThat(before).hasSizeGreaterThan(4);
    assertThat(forget(MUCH_LATER)).isEqualTo(2);
    assertThat(forgetAccounts(MUCH_LATER, 100)).isOne();
    assertThat(export()).isEqualTo(before);
  }

  private List<ExportLine> export() {
    List<ExportLine> lines = new ArrayList<>();
    ports.seals().export(MIDORI, lines::add);
    return lines;
  }

  private Terms order(Account account, Authorization.Status status, String name) {
    return given.order(account, Optional.empty(), status, dns(name));
  }

  private Authorization authorization(Account account, Duration lives) {
    return given.authorization(
        account, dns("a.example.net"), Authorization.Status.VALID, NOW.plus(lives));
  }

  private int forget(Instant before) {
    return forget(before, 100);
  }

  private int forget(Instant before, int atOnce) {
    int forgotten = 0;
    Optional<OrderId> after = Optional.empty();
    do {
      Orders.Forgotten step = ports.orders().forget(Map.of(MIDORI, before), after, atOnce);
      forgotten += step.orders();
      after = step.next();
    } while (after.isPresent());
    return forgotten;
  }

  private int forgetAccounts(Instant before, int atOnce) {
    int forgotten = 0;
    Optional<String> after = Optional.empty();
    do {
      Accounts.Forgotten step = ports.accounts().forgetUnused(MIDORI, after, atOnce, before);
      forgotten += step.accounts();
      after = step.next();
    } while (after.isPresent());
    return forgotten;
  }
}
