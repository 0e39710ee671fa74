package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.authorization.ChallengeResponse;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestKeys;
import shomei.domain.fixture.TestRequests;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.order.Order;
import shomei.domain.order.OrderRequest;
import shomei.domain.partner.Partner;

/// Partners order DNS names (PROTOCOL.md, *External account binding*; RFC 8555 §7.4, §7.5).
final class PartnerTest {
  private final CaHarness ca = new CaHarness();

  @Test
  void vettedNamesNeedNoChallenge() {
    Account account = partner(names("example.net", true, true));
    Order order = ca.names(account, "a.example.net", "*.example.net");
    assertThat(order).isInstanceOf(Order.Ready.class);
    var csr = TestRequests.request(TestKeys.make(), "", "A.example.NET", "*.example.net");
    assertThat(ca.finish(account, order, csr)).isInstanceOf(Order.Valid.class);
  }

  @Test
  void otherNamesAreProvenOneByOne() {
    Account account = partner(names("example.net", true, false));
    Order order = ca.names(account, "a.example.net", "b.example.net");
    assertThat(order).isInstanceOf(Order.Pending.class);
    prove(account, order, 0, Challenge.Kind.HTTP_01);
    assertThat(ca.now(order)).isInstanceOf(Order.Pending.class);
    prove(account, order, 1, Challenge.Kind.DNS_01);
    assertThat(ca.now(order)).isInstanceOf(Order.Ready.class);
  }

  @Test
  void vettedAndOtherNamesMayStandInOneOrder() {
    Account account =
        partner(names("example.net", true, false), names("a.example.net", false, true));
    Order order = ca.names(account, "a.example.net", "b.example.net");
    assertThat(status(order, 0)).isEqualTo(Authorization.Status.VALID);
    assertThat(status(order, 1)).isEqualTo(Authorization.Status.PENDING);
  }

  @Test
  void aWrongResponseEndsTheOrder() {
    Account account = partner(names("example.net", true, false));
    Order order = ca.names(account, "a.example.net", "b.example.net");
    look(account, order, 0, Challenge.Kind.HTTP_01);
    ca.work();
    assertThat(status(order, 0)).isEqualTo(Authorization.Status.INVALID);
    assertThat(ca.now(order)).isInstanceOf(Order.Invalid.class);
  }

  @Test
  void namesThatThePartnerIsNotRegisteredForAreRejectedEachByItself() {
    Account account = partner(names("example.net", false, true));
    assertThatThrownBy(
            () -> ca.names(account, "example.net", "a.example.net", "example.org", "*.example.net"))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.reason()).isEqualTo(Reason.REJECTED_IDENTIFIER);
              assertThat(r.parts())
                  .extracting(Refusal.Part::value)
                  .containsExactly("a.example.net", "example.org", "*.example.net");
            });
  }

  @Test
  void anUnboundAccountOrdersNoNames() {
    assertThatThrownBy(() -> ca.names(ca.account(ca.kita), "a.example.net"))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.REJECTED_IDENTIFIER));
  }

  @Test
  void aPartnerThatLosesANameCannotOrderItAnyMore() {
    Account account = partner(names("example.net", true, true));
    ca.names(account, "a.example.net");
    ca.step(() -> ca.use.putPartner.put(ca.kita, "partner", List.of(), Examples.COUNTER));
    assertThatThrownBy(() -> ca.names(account, "a.example.net"))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.REJECTED_IDENTIFIER));
  }

  @Test
  void anAccountOrdersOnlyTheProfilesOfItsKey() {
    Account account = partner(Set.of("tls-client"), names("example.net", true, true));
    assertThatThrownBy(() -> ca.names(account, "a.example.net"))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.INVALID_PROFILE));
  }

  @Test
  void aWildcardIsProvenInTheDnsAlone() {
    Account account = partner(names("example.net", true, false));
    Order order = ca.names(account, "*.example.net");
    assertThat(authorization(order, 0).challenges())
        .isNotEmpty()
        .allMatch(challenge -> challenge.kind().method() == Challenge.Method.DNS);
  }

  @Test
  void aBaseNameAndItsWildcardHaveAuthorizationsAndTokensOfTheirOwn() {
    Account account = partner(names("example.net", true, false));
    Order order = ca.names(account, "example.net", "*.example.net");
    List<String> tokens = new ArrayList<>();
    for (AuthorizationId id : order.terms().authorizations()) {
      ca.ports.authorizations().find(id).orElseThrow().challenges().stream()
          .map(Challenge::token)
          .forEach(tokens::add);
    }
    assertThat(tokens).hasSizeGreaterThan(2).doesNotHaveDuplicates();
  }

  @Test
  void aProvenNameServesLaterOrdersOfTheSameAccountForAsLongAsThePolicySays() {
    Account account = partner(names("example.net", true, false));
    Order first = ca.names(account, "a.example.net");
    prove(account, first, 0, Challenge.Kind.HTTP_01);
    assertThat(ca.names(account, "a.example.net")).isInstanceOf(Order.Ready.class);
    Account other = partner(names("example.net", true, false));
    assertThat(ca.names(other, "a.example.net")).isInstanceOf(Order.Pending.class);
    ca.advance(Duration.ofDays(10).minusSeconds(1));
    assertThat(ca.names(account, "a.example.net")).isInstanceOf(Order.Ready.class);
    ca.advance(Duration.ofSeconds(1));
    assertThat(ca.names(account, "a.example.net")).isInstanceOf(Order.Pending.class);
  }

  @Test
  void aKeyThatWasChangedMeanwhileProvesNothingWithTheOldOne() {
    Account account = partner(names("example.net", true, false));
    Order order = ca.names(account, "a.example.net");
    publish(account, order, 0, Challenge.Kind.HTTP_01);
    look(account, order, 0, Challenge.Kind.HTTP_01);
    ca.step(() -> ca.use.changeKey.change(account, ca.accountKey(), Examples.FROM));
    ca.work();
    assertThat(ca.now(order)).isInstanceOf(Order.Invalid.class);
  }

  @Test
  void aDeactivatedAccountTakesItsOpenOrdersWithItAndNoCertificate() {
    Account account = partner(names("example.net", true, true));
    Order issued = ca.names(account, "a.example.net");
    var csr = TestRequests.request(TestKeys.make(), "", "a.example.net");
    ca.finish(account, issued, csr);
    Order ready = ca.names(account, "b.example.net");
    ca.step(() -> ca.use.deactivateAccount.deactivate(account, Examples.FROM));
    assertThat(ca.now(ready)).isInstanceOf(Order.Invalid.class);
    assertThat(ca.now(issued)).isInstanceOf(Order.Valid.class);
    assertThat(ca.certificate(issued).revocation()).isEmpty();
    assertThatThrownBy(
            () ->
                ca.finish(
                    account, ready, TestRequests.request(TestKeys.make(), "", "b.example.net")))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.ORDER_NOT_READY));
  }

  @Test
  void everyBadIdentifierIsTold() {
    Account account = partner(names("example.net", true, true));
    var wanted =
        new OrderRequest(
            List.of(
                new OrderRequest.Wanted("dns", "a.example.net"),
                new OrderRequest.Wanted("ip", "192.0.2.1"),
                new OrderRequest.Wanted("dns", "not a name")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThatThrownBy(() -> ca.place(account, wanted))
        .isInstanceOfSatisfying(
            Refusal.class,
            r ->
                assertThat(r.parts())
                    .extracting(part -> part.failure().reason())
                    .containsExactly(Reason.UNSUPPORTED_IDENTIFIER, Reason.MALFORMED));
  }

  @Test
  void ordersAreListedInPages() {
    Account account = partner(names("example.net", true, true));
    List<OrderId> placed = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Order order =
          ca.use
              .placeOrder
              .place(ca.kita, account, one("n" + i + ".example.net"), Examples.FROM)
              .order();
      placed.add(order.terms().id());
      ca.use.finish.finish(
          ca.kita,
          account,
          order,
          TestRequests.request(TestKeys.make(), "", "n" + i + ".example.net"),
          Examples.FROM);
    }
    var first = ca.use.listOrders.page(account, Optional.empty());
    assertThat(first.orders()).isEqualTo(placed.subList(0, 50));
    var second = ca.use.listOrders.page(account, first.next());
    assertThat(second.orders()).isEqualTo(placed.subList(50, 60));
    assertThat(second.next()).isEmpty();
    Account other = ca.account(ca.kita);
    assertThat(ca.use.listOrders.page(other, Optional.empty()).orders()).isEmpty();
    assertThatThrownBy(() -> ca.use.listOrders.page(other, first.next()))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  private static OrderRequest one(String name) {
    return new OrderRequest(
        List.of(new OrderRequest.Wanted("dns", name)),
        Optional.of("tls-server"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Partner.Names names(String domain, boolean below, boolean vetted) {
    return new Partner.Names(domain, below, vetted);
  }

  private Account partner(Partner.Names... names) {
    return partner(Set.of(), names);
  }

  private Account partner(Set<String> profiles, Partner.Names... names) {
    Partner partner =
        ca.step(() -> ca.use.putPartner.put(ca.kita, "partner", List.of(names), Examples.COUNTER));
    var minted =
        ca.step(
            () ->
                ca.use.mint.forPartner(
                    ca.kita, partner, profiles, false, Optional.empty(), Examples.COUNTER));
    String kid = minted.key().kid();
    return ca.account(ca.kita, CaHarness.bound(kid, ca.use.secrets.of(ca.kita.id(), kid)));
  }

  private Authorization authorization(Order order, int index) {
    return ca.ports.authorizations().find(order.terms().authorizations().get(index)).orElseThrow();
  }

  private Authorization.Status status(Order order, int index) {
    return authorization(order, index).statusAt(ca.clock.instant());
  }

  private void publish(Account account, Order order, int index, Challenge.Kind kind) {
    Authorization authorization = authorization(order, index);
    Challenge challenge = authorization.challenge(kind).orElseThrow();
    ca.web.publish(
        authorization.identifier().value().replace("*.", ""),
        challenge.token(),
        challenge.keyAuthorization(ca.now(account).key().thumbprint()));
  }

  private void look(Account account, Order order, int index, Challenge.Kind kind) {
    ca.step(
        () ->
            ca.use.answer.answer(
                ca.kita,
                ca.now(account),
                authorization(order, index),
                kind,
                ChallengeResponse.Look::new,
                Examples.FROM));
  }

  private void prove(Account account, Order order, int index, Challenge.Kind kind) {
    publish(account, order, index, kind);
    look(account, order, index, kind);
    ca.work();
  }
}
