package shomei.domain.partner;

import java.util.List;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;

/// A company whose systems enroll over the protocol.
///
/// @param name what operators call it, unique in the institution
public record Partner(PartnerId id, InstitutionId institution, String name, List<Names> names) {
  public Partner {
    names = List.copyOf(names);
  }

  /// Names that the partner may order.
  ///
  /// @param domain a DNS name in lower case
  /// @param below whether every name below it counts too, wildcards included
  /// @param vetted whether the operator has made sure of them, so that no challenge is asked
  public record Names(String domain, boolean below, boolean vetted) {
    boolean cover(DnsName name) {
      return below ? name.within(domain) : !name.wildcard() && name.base().equals(domain);
    }
  }

  public boolean mayOrder(DnsName name) {
    return names.stream().anyMatch(n -> n.cover(name));
  }

  public boolean vetted(DnsName name) {
    return names.stream().anyMatch(n -> n.vetted() && n.cover(name));
  }
}
