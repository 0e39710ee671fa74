package shomei.domain.partner;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.PartnerId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SingleLine;
import shomei.domain.kernel.TimeOrderedId;

/// Registers a partner with the names that it may order, or gives the partner of that name others.
public final class PutPartner {
  private final Partners partners;
  private final InstantSource clock;
  private final RandomGenerator random;

  public PutPartner(Partners partners, InstantSource clock, RandomGenerator random) {
    this.partners = partners;
    this.clock = clock;
    this.random = random;
  }

  /// @throws Refusal MALFORMED where a domain is not a DNS name, or a wildcard (say `below`
  ///   instead)
  public Partner put(
      Institution institution, String name, List<Partner.Names> names, Actor operator) {
    SingleLine.require("a partner's name", name, 60);
    List<Partner.Names> canonical = names.stream().map(PutPartner::canonical).toList();
    Instant now = clock.instant();
    PartnerId id =
        partners
            .find(institution.id(), name)
            .map(Partner::id)
            .orElseGet(() -> new PartnerId(TimeOrderedId.make(now, random)));
    Partner partner = new Partner(id, institution.id(), name, canonical);
    partners.put(
        partner,
        new Entry(
            now,
            institution.id(),
            operator,
            Act.PARTNER_PUT,
            "partner:" + id,
            Map.of("name", name, "names", text(canonical))));
    return partner;
  }

  private static Partner.Names canonical(Partner.Names names) {
    DnsName domain = DnsName.parse(names.domain());
    if (domain.wildcard()) {
      throw new Refusal(Reason.MALFORMED, "a partner's domain is not a wildcard");
    }
    return new Partner.Names(domain.base(), names.below(), names.vetted());
  }

  private static String text(List<Partner.Names> names) {
    return names.stream()
        .map(n -> (n.below() ? "below " : "") + n.domain() + (n.vetted() ? " vetted" : ""))
        .collect(Collectors.joining(", "));
  }
}
