package shomei.domain.order;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import shomei.domain.account.Account;
import shomei.domain.account.Binding;
import shomei.domain.ca.IssuingCa;
import shomei.domain.ca.Validity;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.partner.Partner;
import shomei.domain.partner.Partners;

/// What an account may order.
public final class OrderRules {
  /// A client's clock may be behind, and its request was under way for a while.
  private static final Duration LONGEST_AGO = Duration.ofHours(1);

  private final Partners partners;
  private final Certificates certificates;
  private final IssuingCa ca;

  public OrderRules(Partners partners, Certificates certificates, IssuingCa ca) {
    this.partners = partners;
    this.certificates = certificates;
    this.ca = ca;
  }

  /// Either exactly one subscriber or one or more DNS names, each once, in the order asked for. Of
  /// several identifiers every bad one is told (RFC 8555 §6.7.1).
  List<Identifier> identifiers(Policy.Ordering ordering, List<OrderRequest.Wanted> wanted) {
    if (wanted.isEmpty()) {
      throw new Refusal(Reason.MALFORMED, "an order names at least one identifier");
    }
    if (wanted.size() > ordering.mostIdentifiers()) {
      throw new Refusal(
          Reason.REJECTED_IDENTIFIER,
          "an order names at most %d identifiers".formatted(ordering.mostIdentifiers()));
    }
    Set<Identifier> parsed = new LinkedHashSet<>();
    List<Refusal.Part> bad = new ArrayList<>();
    for (OrderRequest.Wanted one : wanted) {
      try {
        parsed.add(Identifier.parse(one.type(), one.value()));
      } catch (Refusal refusal) {
        bad.add(new Refusal.Part(one.type(), one.value(), refusal.failure()));
      }
    }
    refuse(bad, wanted.size());
    boolean seats = parsed.stream().anyMatch(Identifier.Seat.class::isInstance);
    if (seats && parsed.size() > 1) {
      throw new Refusal(
          Reason.MALFORMED, "an order names one subscriber alone, or DNS names alone");
    }
    return List.copyOf(parsed);
  }

  /// The profile asked for, or the first by name that fits the identifiers.
  Policy.Profile profile(
      Policy policy, Optional<String> name, List<Identifier> identifiers, Account account) {
    String type = identifiers.getFirst().type();
    return policy.profiles().values().stream()
        .filter(profile -> profile.forIdentifiers().equals(type))
        .filter(profile -> name.map(profile.name()::equals).orElse(true))
        .filter(profile -> usable(account, profile))
        .min(Comparator.comparing(Policy.Profile::name))
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.INVALID_PROFILE,
                    "no such profile for identifiers of type %s".formatted(type)));
  }

  private static boolean usable(Account account, Policy.Profile profile) {
    return !(account.binding().orElse(null) instanceof Binding.ToPartner partner)
        || partner.profiles().isEmpty()
        || partner.profiles().contains(profile.name());
  }

  /// DNS names are for accounts bound to a partner that is registered for them; subscribers' seats
  /// are for everybody who then answers the challenge.
  ///
  /// @return the partner whose names these are; empty for a seat
  Optional<Partner> mayOrder(Account account, List<Identifier> identifiers) {
    if (identifiers.getFirst() instanceof Identifier.Seat) {
      return Optional.empty();
    }
    Optional<Partner> partner =
        account.binding().orElse(null) instanceof Binding.ToPartner bound
            ? partners.find(bound.partner())
            : Optional.empty();
    List<Refusal.Part> barred = new ArrayList<>();
    for (Identifier identifier : identifiers) {
      if (identifier instanceof Identifier.Dns dns
          && !partner.map(known -> known.mayOrder(dns.name())).orElse(false)) {
        Failure failure =
            new Failure(
                Reason.REJECTED_IDENTIFIER,
                "the account is not bound to a partner that may order this name");
        barred.add(new Refusal.Part(dns, failure));
      }
    }
    refuse(barred, identifiers.size());
    return partner;
  }

  /// Dates are granted exactly as asked for or not at all (RFC 8555 §7.4): what passes here can be
  /// issued as long as the order is open, and no longer than that.
  ///
  /// @return what would be issued at `now`
  /// @throws Refusal also for an order without dates, where the CA ends too early
  Validity validity(
      Institution institution,
      Policy policy,
      Policy.Profile profile,
      OrderRequest wanted,
      Instant now) {
    boolean dated = wanted.notBefore().isPresent() || wanted.notAfter().isPresent();
    if (dated && !policy.ordering().datesAllowed()) {
      throw new Refusal(Reason.MALFORMED, "the dates are set by the CA; leave them out");
    }
    if (!Stream.of(wanted.notBefore(), wanted.notAfter())
        .flatMap(Optional::stream)
        .allMatch(OrderRules::inSeconds)) {
      throw new Refusal(Reason.MALFORMED, "notBefore and notAfter are in whole seconds");
    }
    Instant earliest = now.minus(LONGEST_AGO);
    Instant furthest = now.plus(policy.dates().furthestStart());
    if (wanted
        .notBefore()
        .filter(it -> it.isBefore(earliest) || it.isAfter(furthest))
        .isPresent()) {
      throw new Refusal(
          Reason.MALFORMED,
          "notBefore must not lie in the past, nor after %s"
              .formatted(furthest.truncatedTo(ChronoUnit.SECONDS)));
    }
    return Validity.of(
        policy,
        profile,
        new Validity.Wanted(wanted.notBefore(), wanted.notAfter()),
        ca.end(institution.id()),
        now);
  }

  private static boolean inSeconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).equals(time);
  }

  /// The certificate that the order may replace (RFC 9773 §5). A seat's may be replaced from any
  /// account, since only its key can prove the renewal; a partner's only from the account that it
  /// was issued to.
  Certificate replaced(
      Account account, List<Identifier> identifiers, OrderRequest.Replaced wanted) {
    Certificate certificate =
        Serial.of(wanted.serial())
            .flatMap(certificates::find)
            .filter(known -> known.institution().equals(account.institution()))
            .filter(known -> ca.keyId(known.issuer()).equals(wanted.authorityKeyId()))
            .orElseThrow(
                () -> new Refusal(Reason.MALFORMED, "the certificate to replace is unknown"));
    boolean shared = identifiers.stream().anyMatch(certificate.identifiers()::contains);
    boolean mine = certificate.seat().isPresent() || certificate.account().equals(account.id());
    if (!shared || !mine) {
      throw new Refusal(
          Reason.UNAUTHORIZED,
          "the certificate to replace is another account's or shares no identifier");
    }
    if (certificate.seat().isPresent() && certificate.replacedBy().isPresent()) {
      throw new Refusal(Reason.ALREADY_REPLACED, "the certificate was replaced already");
    }
    return certificate;
  }

  private static void refuse(List<Refusal.Part> bad, int asked) {
    if (bad.isEmpty()) {
      return;
    }
    Failure first = bad.getFirst().failure();
    if (asked == 1) {
      throw new Refusal(first);
    }
    boolean alike = bad.stream().allMatch(part -> part.failure().reason() == first.reason());
    throw Refusal.ofParts(
        new Failure(alike ? first.reason() : Reason.MALFORMED, "some identifiers are not accepted"),
        bad);
  }
}
