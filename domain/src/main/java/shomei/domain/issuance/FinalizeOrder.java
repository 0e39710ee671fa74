package shomei.domain.issuance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import shomei.domain.account.Account;
import shomei.domain.ca.CertificateRequest;
import shomei.domain.ca.CertificateRequests;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.IssuingCa;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.ca.Validity;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Claim;
import shomei.domain.order.Intent;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;
import shomei.domain.order.Terms;

/// A client hands in its certificate signing request (RFC 8555 §7.4). What is going to be signed is
/// recorded before the token is asked ([Orders#begin]), so that a crash at any instant leaves
/// something to go on with and never two certificates.
public final class FinalizeOrder {
  /// The most characters of a common name (RFC 5280, Appendix A, ub-common-name).
  private static final int COMMON_NAME = 64;

  private final Policies policies;
  private final CertificateRequests requests;
  private final IssuingCa ca;
  private final Orders orders;
  private final SignOrder signing;
  private final InstantSource clock;
  private final RandomGenerator random;

  public FinalizeOrder(
      Policies policies,
      CertificateRequests requests,
      IssuingCa ca,
      Orders orders,
      SignOrder signing,
      InstantSource clock,
      RandomGenerator random) {
    this.policies = policies;
    this.requests = requests;
    this.ca = ca;
    this.orders = orders;
    this.signing = signing;
    this.clock = clock;
    this.random = random;
  }

  /// @param order as just read; the account's own
  /// @param csr DER
  /// @return the order, valid
  /// @throws Refusal ORDER_NOT_READY; BAD_CSR, NOT_ELIGIBLE, SUSPENDED, ALREADY_REPLACED or, with
  ///   the time to wait, UNAVAILABLE, and the order is ready still; or the order's error, and it is
  ///   invalid
  public Order finish(
      Institution institution, Account account, Order order, Octets csr, Origin origin) {
    if (!(order instanceof Order.Ready ready)) {
      throw new Refusal(Reason.ORDER_NOT_READY, "the order is not ready to be finalized");
    }
    Terms terms = ready.terms();
    Policy.Profile profile = policies.of(institution).profiles().get(terms.profile());
    if (profile == null) {
      throw new Refusal(Reason.INVALID_PROFILE, "the order's profile is no longer offered");
    }
    CertificateRequest request = requests.read(csr);
    check(request, terms, profile, account);
    Instant now = clock.instant();
    Actor by = Actor.account(terms.account(), origin);
    ToBeSigned toBeSigned = prepare(institution, ready, profile, request, by, now);
    Order.Processing processing = ready.begin(new Intent(toBeSigned, request.spkiDigest()), now);
    begin(processing, request.thumbprint(), by);
    return signing.sign(processing, by);
  }

  private ToBeSigned prepare(
      Institution institution,
      Order.Ready order,
      Policy.Profile profile,
      CertificateRequest request,
      Actor by,
      Instant now) {
    try {
      return ca.prepare(template(institution, profile, order.terms(), request, now));
    } catch (Refusal refusal) {
      if (refusal.retryAfter().isEmpty()) {
        reject(order, refusal.failure(), by, now);
      }
      throw refusal;
    } catch (RuntimeException fault) {
      reject(order, SignOrder.FAULT, by, now);
      throw fault;
    }
  }

  private void reject(Order.Ready order, Failure failure, Actor by, Instant now) {
    orders.reject(
        order.failed(failure),
        new Entry(
            now,
            order.terms().institution(),
            by,
            Act.ISSUANCE_FAILED,
            "order:" + order.terms().id(),
            Map.of("reason", failure.reason().name())));
  }

  private void begin(Order.Processing processing, String thumbprint, Actor by) {
    Terms terms = processing.terms();
    Entry entry =
        new Entry(
            processing.since(),
            terms.institution(),
            by,
            Act.ISSUANCE_BEGUN,
            "order:" + terms.id(),
            Map.of("serial", processing.intent().toBeSigned().serial().hex()));
    switch (orders.begin(processing, thumbprint, Claim.of(terms), entry)) {
      case RECORDED -> {}
      case LOST -> throw new Refusal(Reason.ORDER_NOT_READY, "the order is not ready any more");
      case ACCOUNT_KEY ->
          throw new Refusal(Reason.BAD_CSR, "the key is an account's; make one of its own");
      case BARRED_KEY -> throw new Refusal(Reason.BAD_CSR, "the key was reported as compromised");
      case NO_RIGHT -> throw new Refusal(Reason.NOT_ELIGIBLE, "no right to acquire is open");
      case REPLACED ->
          throw new Refusal(
              Reason.ALREADY_REPLACED, "the certificate was replaced or revoked meanwhile");
      case SUSPENDED -> throw new Refusal(Reason.SUSPENDED, "the seat is suspended");
      case PROOF_LAPSED ->
          throw new Refusal(
              Reason.UNAUTHORIZED, "the seat was changed since this was proven; order again");
    }
  }

  /// The names in subject and subjectAltName together are the order's, no more and no fewer.
  private static void check(
      CertificateRequest request, Terms terms, Policy.Profile profile, Account account) {
    if (!profile.keys().contains(request.keyType())) {
      throw new Refusal(
          Reason.BAD_CSR, "keys may be of " + String.join(", ", names(profile.keys())));
    }
    if (request.thumbprint().equals(account.key().thumbprint())) {
      throw new Refusal(Reason.BAD_CSR, "the key is the account's; make one of its own");
    }
    Set<DnsName> wanted = Set.copyOf(dnsNames(terms));
    Set<DnsName> asked = new HashSet<>(request.names());
    if (!wanted.isEmpty() && !request.commonName().isEmpty()) {
      asked.add(commonName(request.commonName()));
    }
    if (request.foreign()) {
      throw new Refusal(Reason.BAD_CSR, "the request asks for names that are no DNS names");
    }
    none("the request lacks names of the order: ", wanted, asked);
    none("the request has names that were not ordered: ", asked, wanted);
  }

  private static void none(String fault, Set<DnsName> of, Set<DnsName> beside) {
    List<String> left =
        of.stream().filter(name -> !beside.contains(name)).map(DnsName::toString).sorted().toList();
    if (!left.isEmpty()) {
      throw new Refusal(Reason.BAD_CSR, fault + String.join(", ", left));
    }
  }

  private static List<DnsName> dnsNames(Terms terms) {
    return terms.identifiers().stream()
        .flatMap(i -> i instanceof Identifier.Dns dns ? Stream.of(dns.name()) : Stream.of())
        .toList();
  }

  private static DnsName commonName(String text) {
    try {
      return DnsName.parse(text);
    } catch (Refusal notOne) {
      throw new Refusal(Reason.BAD_CSR, "the common name is not one of the order's names");
    }
  }

  private static List<String> names(Set<Policy.KeyType> keys) {
    return keys.stream().map(Policy.KeyType::name).sorted().toList();
  }

  private CertificateTemplate template(
      Institution institution,
      Policy.Profile profile,
      Terms terms,
      CertificateRequest request,
      Instant now) {
    Validity validity =
        Validity.of(
            policies.of(institution),
            profile,
            new Validity.Wanted(terms.notBefore(), terms.notAfter()),
            ca.end(institution.id()),
            now);
    return new CertificateTemplate(
        institution,
        profile,
        Serial.draw(now, random),
        subject(profile, terms),
        dnsNames(terms),
        request.key(),
        validity.notBefore(),
        validity.notAfter());
  }

  private static Optional<String> subject(Policy.Profile profile, Terms terms) {
    return profile
        .commonName()
        .map(
            template ->
                switch (terms.identifiers().getFirst()) {
                  case Identifier.Seat(var name) ->
                      template
                          .replace("{contractId}", name.contractId())
                          .replace("{userId}", name.userId().orElse(""))
                          .strip();
                  case Identifier.Dns(var name) -> template.replace("{dns}", name.toString());
                })
        .filter(name -> name.length() <= COMMON_NAME);
  }
}
