package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.dns;
import static shomei.domain.contract.Given.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.account.Quota;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Authorization.Status;
import shomei.domain.authorization.Authorizations.PinOutcome;
import shomei.domain.authorization.Challenge;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.order.Order;
import shomei.domain.order.Orders.Placed;
import shomei.domain.order.Terms;

/// How orders come in and are found again.
public abstract class OrdersContract extends PortContract {
  private Account account;

  @BeforeEach
  final void makeAccount() {
    account = given.account();
  }

  @Test
  void anOrderIsFoundAsItWasPlaced() {
    Authorization a = authorization("*.a.example.net", Status.PENDING);
    Authorization b = authorization("b.example.net", Status.VALID);
    Terms simple = given.terms(account, List.of(a, b), Optional.empty());
    Terms full =
        new Terms(
            simple.id(),
            simple.account(),
            simple.institution(),
            simple.identifiers(),
            simple.authorizations(),
            "partner",
            Optional.of(NOW),
            Optional.of(NOW.plusSeconds(86400)),
            Optional.empty(),
            Optional.empty(),
            simple.created(),
            simple.expires());
    assertThat(given.place(full, List.of(a, b))).isEqualTo(new Placed.Added());
    assertThat(ports.orders().find(full.id(), NOW)).contains(new Order.Pending(full));
    assertThat(ports.authorizations().find(a.id())).contains(a);
    assertThat(given.entries(Act.ORDER_PLACED, "order:" + full.id())).isOne();
    assertThat(ports.orders().find(new OrderId(given.id()), NOW)).isEmpty();
  }

  @Test
  void anOrderMayLeanOnAnAuthorizationThatIsThere() {
    Authorization known = authorization("a.example.net", Status.VALID);
    given.place(given.terms(account, List.of(known), Optional.empty()), List.of(known));
    Terms terms = given.terms(account, List.of(known), Optional.empty());
    given.place(terms, List.of());
    assertThat(ports.orders().find(terms.id(), NOW)).contains(new Order.Ready(terms));
  }

  @Test
  void anOrderIsInvalidOnceItHasExpired() {
    Order.Ready ready = given.ready(account, dns("a.example.net"));
    assertThat(ports.orders().find(ready.terms().id(), ready.terms().expires().minusSeconds(1)))
        .contains(ready);
    assertThat(ports.orders().find(ready.terms().id(), ready.terms().expires()))
        .get()
        .isInstanceOf(Order.Invalid.class);
  }

  @Test
  void ofParallelOrdersOfAnAccountThatReplaceOneCertificateOneIsAdded()
      throws InterruptedException {
    Certificate certificate = given.issued(given.ready(account, dns("a.example.net")));
    List<Terms> wanted = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      wanted.add(replacing(account, certificate));
    }
    var placed = Parallel.run(6, i -> given.place(wanted.get(i), List.of(fresh(wanted.get(i)))));
    assertThat(placed).filteredOn(Placed.Added.class::isInstance).hasSize(1);
    Terms added = wanted.get(placed.indexOf(new Placed.Added()));
    assertThat(placed)
        .filteredOn(Placed.Taken.class::isInstance)
        .hasSize(5)
        .containsOnly(new Placed.Taken(new Order.Pending(added)));
    for (Terms terms : wanted) {
      boolean there = terms.equals(added);
      assertThat(ports.orders().find(terms.id(), NOW).isPresent()).isEqualTo(there);
      assertThat(ports.authorizations().find(terms.authorizations().getFirst()).isPresent())
          .isEqualTo(there);
      assertThat(given.entries(Act.ORDER_PLACED, "order:" + terms.id())).isEqualTo(there ? 1 : 0);
    }
  }

  @Test
  void aStrangersPendingOrderKeepsNobodyFromReplacing() {
    Certificate certificate = given.issued(given.ready(account, dns("a.example.net")));
    Terms strangers = replacing(given.account(), certificate);
    given.place(strangers, List.of(fresh(strangers)));
    Terms own = replacing(account, certificate);
    assertThat(given.place(own, List.of(fresh(own)))).isEqualTo(new Placed.Added());
  }

  @Test
  void aReplacementMayBeOrderedAgainOnceTheFirstOrderIsInvalid() {
    Certificate certificate = given.issued(given.ready(account, dns("a.example.net")));
    Terms first = replacing(account, certificate);
    Authorization authorization = fresh(first);
    given.place(first, List.of(authorization));
    Terms second = replacing(account, certificate);
    assertThat(given.place(second, List.of(fresh(second)))).isInstanceOf(Placed.Taken.class);
    fail(authorization);
    assertThat(given.place(second, List.of(fresh(second)))).isEqualTo(new Placed.Added());
    assertThat(ports.orders().find(second.id(), NOW)).contains(new Order.Pending(second));
  }

  @Test
  void aValidOrderKeepsTheCertificateThatItReplaced() {
    Certificate certificate = given.issued(given.ready(account, dns("a.example.net")));
    Certificate next = given.issued(given.renewal(account, certificate));
    Terms again = replacing(account, certificate);
    assertThat(given.place(again, List.of(fresh(again))))
        .isInstanceOfSatisfying(
            Placed.Taken.class,
            taken ->
                assertThat(taken.live())
                    .isInstanceOfSatisfying(
                        Order.Valid.class, v -> assertThat(v.serial()).isEqualTo(next.serial())));
  }

  @Test
  void parallelOrdersNeverGoBeyondWhatAnAccountMayHaveOpen() throws InterruptedException {
    var placed = Parallel.run(8, i -> place(3));
    assertThat(placed).filteredOn(Placed.Added.class::isInstance).hasSize(3);
    assertThat(placed).filteredOn(Placed.TooMany.class::isInstance).hasSize(5);
    assertThat(ports.orders().of(account.id(), Optional.empty(), 10, NOW)).hasSize(3);
  }

  @Test
  void onlyOpenOrdersCountAsOpen() {
    given.issued(given.ready(account, dns("a.example.net")));
    given.begun(given.ready(account, dns("b.example.net")));
    Terms failed = given.order(account, Optional.empty(), Status.PENDING, dns("c.example.net"));
    fail(ports.authorizations().find(failed.authorizations().getFirst()).orElseThrow());
    given.ready(given.account(), dns("d.example.net"));
    assertThat(place(1)).isEqualTo(new Placed.Added());
    assertThat(place(1)).isEqualTo(new Placed.TooMany());
  }

  @Test
  void anExpiredOrderDoesNotCountAsOpen() {
    Terms old = given.order(account, Optional.empty(), Status.PENDING, dns("a.example.net"));
    Authorization authorization =
        given.authorization(
            account, dns("b.example.net"), Status.PENDING, old.expires().plusSeconds(60));
    Terms terms = given.terms(account, List.of(authorization), Optional.empty());
    var placed =
        ports
            .orders()
            .place(
                terms,
                List.of(authorization),
                1,
                List.of(),
                entry(Act.ORDER_PLACED, "order:" + terms.id()),
                old.expires());
    assertThat(placed).isEqualTo(new Placed.Added());
  }

  @Test
  void ofEachQuotaOneIsTakenInTurnAndWithoutOneNothingIsPlaced() {
    Quota one = new Quota("one", new Policy.RateLimit(3, Duration.ofSeconds(10)));
    Quota two = new Quota("two", new Policy.RateLimit(2, Duration.ofSeconds(30)));
    assertThat(place(List.of(one, two), NOW)).isEqualTo(new Placed.Added());
    assertThat(place(List.of(one, two), NOW)).isEqualTo(new Placed.Added());
    assertThat(place(List.of(one, two), NOW)).isEqualTo(new Placed.Limited(Duration.ofSeconds(30)));
    assertThat(place(List.of(one, two), NOW)).isEqualTo(new Placed.Limited(Duration.ofSeconds(10)));
    assertThat(ports.orders().of(account.id(), Optional.empty(), 9, NOW)).hasSize(2);
    assertThat(ports.limits().take("two", two.limit(), NOW)).contains(Duration.ofSeconds(30));
    assertThat(place(List.of(one), NOW.plusSeconds(10))).isEqualTo(new Placed.Added());
    assertThat(place(List.of(new Quota("none", Policy.RateLimit.NONE)), NOW))
        .isEqualTo(new Placed.Added());
  }

  @Test
  void parallelOrdersTakeNoMoreThanThereIs() throws InterruptedException {
    Quota quota = new Quota("one", new Policy.RateLimit(3, Duration.ofSeconds(10)));
    Authorization authorization = authorization("a.example.net", Status.PENDING);
    given.place(
        given.terms(account, List.of(authorization), Optional.empty()), List.of(authorization));
    List<Terms> wanted = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      wanted.add(given.terms(account, List.of(authorization), Optional.empty()));
    }
    var placed = Parallel.run(12, i -> place(wanted.get(i), List.of(), List.of(quota), NOW));
    assertThat(placed).filteredOn(Placed.Added.class::isInstance).hasSize(3);
    assertThat(placed).filteredOn(Placed.Limited.class::isInstance).hasSize(9);
  }

  private Placed place(List<Quota> quotas, Instant now) {
    Authorization authorization = authorization("a.example.net", Status.PENDING);
    Terms terms = given.terms(account, List.of(authorization), Optional.empty());
    return place(terms, List.of(authorization), quotas, now);
  }

  private Placed place(Terms terms, List<Authorization> fresh, List<Quota> quotas, Instant now) {
    return ports
        .orders()
        .place(terms, fresh, 100, quotas, entry(Act.ORDER_PLACED, "order:" + terms.id()), now);
  }

  @Test
  void anAccountsOrdersComeOldestFirstInPagesWithoutTheInvalidOnes() {
    List<OrderId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(
          given
              .order(account, Optional.empty(), Status.PENDING, dns("n" + i + ".example.net"))
              .id());
    }
    given.ready(given.account(), dns("foreign.example.net"));
    Order.Pending second = (Order.Pending) ports.orders().find(ids.get(1), NOW).orElseThrow();
    fail(ports.authorizations().find(second.terms().authorizations().getFirst()).orElseThrow());
    var orders = ports.orders();
    assertThat(orders.of(account.id(), Optional.empty(), 2, NOW))
        .containsExactly(ids.get(0), ids.get(2));
    assertThat(orders.of(account.id(), Optional.of(ids.get(2)), 2, NOW))
        .containsExactly(ids.get(3), ids.get(4));
    assertThat(orders.of(account.id(), Optional.of(ids.get(1)), 1, NOW))
        .containsExactly(ids.get(2));
    assertThat(orders.of(account.id(), Optional.of(ids.get(4)), 2, NOW)).isEmpty();
    assertThat(orders.of(account.id(), Optional.empty(), 9, NOW.plus(Duration.ofDays(1))))
        .isEmpty();
  }

  private Placed place(int mostOpen) {
    Authorization authorization = authorization("a.example.net", Status.PENDING);
    Terms terms = given.terms(account, List.of(authorization), Optional.empty());
    return ports
        .orders()
        .place(
            terms,
            List.of(authorization),
            mostOpen,
            List.of(),
            entry(Act.ORDER_PLACED, "order:" + terms.id()),
            NOW);
  }

  private final List<Authorization> made = new ArrayList<>();

  private Terms replacing(Account by, Certificate certificate) {
    Authorization authorization =
        given.authorization(
            by, dns("a.example.net"), Status.PENDING, NOW.plus(Duration.ofHours(1)));
    made.add(authorization);
    return given.terms(by, List.of(authorization), Optional.of(certificate.serial()));
  }

  private Authorization fresh(Terms terms) {
    return made.stream()
        .filter(authorization -> terms.authorizations().contains(authorization.id()))
        .findFirst()
        .orElseThrow();
  }

  private Authorization authorization(String name, Status status) {
    return given.authorization(account, dns(name), status, NOW.plus(Duration.ofHours(1)));
  }

  private void fail(Authorization authorization) {
    ports
        .authorizations()
        .settle(
            authorization.failed(
                Challenge.Kind.HTTP_01, NOW, new Failure(Reason.CONNECTION, "nobody answers")),
            new PinOutcome.Untouched(),
            List.of());
  }
}
