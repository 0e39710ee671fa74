package shomei.domain.order;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import shomei.domain.account.Account;
import shomei.domain.account.Binding;
import shomei.domain.account.Quota;
import shomei.domain.authorization.Authorization;
import shomei.domain.ca.Validity;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.partner.Partner;

/// A client orders a certificate (RFC 8555 §7.4). What it may ask for is decided by [OrderRules],
/// which proofs it owes by [OpenAuthorizations].
public final class PlaceOrder {
  private final Policies policies;
  private final OrderRules rules;
  private final OpenAuthorizations openAuthorizations;
  private final Orders orders;
  private final InstantSource clock;
  private final RandomGenerator random;

  public PlaceOrder(
      Policies policies,
      OrderRules rules,
      OpenAuthorizations openAuthorizations,
      Orders orders,
      InstantSource clock,
      RandomGenerator random) {
    this.policies = policies;
    this.rules = rules;
    this.openAuthorizations = openAuthorizations;
    this.orders = orders;
    this.clock = clock;
    this.random = random;
  }

  /// @param added false where the account had placed the same order before and it is live still
  public record Result(Order order, boolean added) {}

  /// @throws Refusal saying what of the order is not granted; nothing was written
  public Result place(
      Institution institution, Account account, OrderRequest wanted, Origin origin) {
    Instant now = clock.instant();
    Policy policy = policies.of(institution);
    List<Identifier> identifiers = rules.identifiers(policy.ordering(), wanted.identifiers());
    Policy.Profile profile = rules.profile(policy, wanted.profile(), identifiers, account);
    Optional<Partner> partner = rules.mayOrder(account, identifiers);
    Validity validity = rules.validity(institution, policy, profile, wanted, now);
    Optional<Certificate> replaced =
        wanted.replaces().map(certificate -> rules.replaced(account, identifiers, certificate));
    Instant expires = expiry(now.plus(policy.ordering().orderLifetime()), validity);
    OpenAuthorizations.Opened opened =
        openAuthorizations.open(
            account, partner, identifiers, replaced.map(Certificate::serial), policy, now, expires);
    Terms terms =
        new Terms(
            new OrderId(TimeOrderedId.make(now, random)),
            account.id(),
            institution.id(),
            identifiers,
            opened.all().stream().map(Authorization::id).toList(),
            profile.name(),
            wanted.notBefore(),
            wanted.notAfter(),
            replaced.map(Certificate::serial),
            wanted.replaces().map(OrderRequest.Replaced::text),
            now,
            expires);
    return switch (orders.place(
        terms,
        opened.fresh(),
        policy.ordering().mostPendingOrders(),
        quotas(policy.ordering(), account),
        entry(terms, origin),
        now)) {
      case Orders.Placed.Added() ->
          new Result(Order.of(terms, new IssuanceState.Open(), opened.all(), now), true);
      case Orders.Placed.Taken(var live) -> repeated(live, terms);
      case Orders.Placed.TooMany() ->
          throw new Refusal(Reason.RATE_LIMITED, "the account has too many open orders");
      case Orders.Placed.Limited(var retryAfter) ->
          throw Refusal.retry(Reason.RATE_LIMITED, "too many orders", retryAfter);
    };
  }

  /// An order that could no longer be issued as it was placed is over.
  private static Instant expiry(Instant usual, Validity validity) {
    return usual.isBefore(validity.notAfter()) ? usual : validity.notAfter();
  }

  /// A client that was cut off may repeat its request and gets the order that it made.
  private static Result repeated(Order live, Terms terms) {
    Terms first = live.terms();
    boolean same =
        first.account().equals(terms.account())
            && first.identifiers().equals(terms.identifiers())
            && first.profile().equals(terms.profile())
            && first.notBefore().equals(terms.notBefore())
            && first.notAfter().equals(terms.notAfter());
    if (!same || live instanceof Order.Valid) {
      throw new Refusal(
          Reason.ALREADY_REPLACED, "an order that replaces this certificate exists already");
    }
    return new Result(live, false);
  }

  private static List<Quota> quotas(Policy.Ordering ordering, Account account) {
    List<Quota> quotas = new ArrayList<>();
    quotas.add(new Quota("order/account/" + account.id(), ordering.newOrdersPerAccount()));
    if (account.binding().orElse(null) instanceof Binding.ToPartner partner) {
      quotas.add(new Quota("order/partner/" + partner.partner(), ordering.newOrdersPerPartner()));
    }
    return quotas;
  }

  private static Entry entry(Terms terms, Origin origin) {
    return new Entry(
        terms.created(),
        terms.institution(),
        Actor.account(terms.account(), origin),
        Act.ORDER_PLACED,
        "order:" + terms.id(),
        Map.of(
            "identifiers",
            terms.identifiers().stream().map(Identifier::value).collect(Collectors.joining(" ")),
            "profile",
            terms.profile()));
  }
}
