package shomei.domain.issuance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.ca.IssuingCa;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.notice.Notice;
import shomei.domain.notice.PlanNotices;
import shomei.domain.order.Claim;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;

/// Signs what an order has recorded and records the certificate. It may be done twice, by one node
/// after another's crash: the content is the recorded one, and the first certificate to be recorded
/// is the only one.
public final class SignOrder {
  /// What an order is told whose certificate a fault of ours kept from being made.
  static final Failure FAULT = new Failure(Reason.INTERNAL, "the certificate could not be made");

  private final Institutions institutions;
  private final Policies policies;
  private final IssuingCa ca;
  private final Orders orders;
  private final InstantSource clock;

  public SignOrder(
      Institutions institutions,
      Policies policies,
      IssuingCa ca,
      Orders orders,
      InstantSource clock) {
    this.institutions = institutions;
    this.policies = policies;
    this.ca = ca;
    this.orders = orders;
    this.clock = clock;
  }

  /// @param by who finalized the order, or took it up again
  /// @return the order as it is afterwards, valid
  /// @throws Refusal UNAVAILABLE while the token is away; the order is ready again
  Order sign(Order.Processing order, Actor by) {
    Claim claim = Claim.of(order.terms());
    Octets der;
    try {
      der = ca.sign(order.intent().toBeSigned());
    } catch (Refusal away) {
      orders.giveBack(order, claim, entry(order, by, away.reason()));
      throw away;
    } catch (RuntimeException fault) {
      orders.fail(order.failed(FAULT), claim, entry(order, by, Reason.INTERNAL));
      throw fault;
    }
    return record(order, claim, der, by);
  }

  private Order record(Order.Processing order, Claim claim, Octets der, Actor by) {
    Terms terms = order.terms();
    ToBeSigned signed = order.intent().toBeSigned();
    Certificate certificate =
        new Certificate(
            signed.serial(),
            signed.issuer(),
            signed.shard(),
            terms.institution(),
            terms.account(),
            terms.id(),
            terms.identifiers(),
            terms.profile(),
            der,
            order.intent().spkiDigest(),
            signed.notBefore(),
            signed.notAfter(),
            Optional.empty(),
            Optional.empty());
    Order.Valid valid = order.issued();
    Orders.Completed completed =
        orders.complete(
            valid,
            certificate,
            claim,
            notices(certificate),
            issued(certificate, terms.replaces(), by));
    return completed == Orders.Completed.LOST
        ? orders.find(terms.id(), clock.instant()).orElseThrow()
        : valid;
  }

  /// Holders of seats are told when their certificates end; partners' systems ask for themselves
  /// (RFC 9773).
  private List<Notice> notices(Certificate certificate) {
    if (certificate.seat().isEmpty()) {
      return List.of();
    }
    Institution institution = institutions.find(certificate.institution()).orElseThrow();
    return PlanNotices.plan(
        policies.of(institution), certificate.serial(), certificate.notAfter(), clock.instant());
  }

  private Entry issued(Certificate certificate, Optional<Serial> replaced, Actor by) {
    Identifier first = certificate.identifiers().getFirst();
    Map<String, String> details = new HashMap<>();
    details.put("for", first.type() + ":" + first.value());
    details.put("issuer", certificate.issuer().toString());
    details.put("order", certificate.order().toString());
    details.put("notAfter", certificate.notAfter().toString());
    replaced.ifPresent(serial -> details.put("replaces", serial.hex()));
    return new Entry(
        clock.instant(),
        certificate.institution(),
        by,
        Act.CERTIFICATE_ISSUED,
        "certificate:" + certificate.serial(),
        details);
  }

  private Entry entry(Order.Processing order, Actor by, Reason reason) {
    Instant now = clock.instant();
    return new Entry(
        now,
        order.terms().institution(),
        by,
        Act.ISSUANCE_FAILED,
        "order:" + order.terms().id(),
        Map.of("reason", reason.name()));
  }
}
