package shomei.domain.issuance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.Octets;
import shomei.domain.certificate.Serial;
import shomei.domain.identifier.DnsName;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;

/// All that goes into a certificate, decided.
///
/// @param commonName the subject's CN
/// @param names subjectAltName dNSNames, in the order given
/// @param key DER SubjectPublicKeyInfo
/// @param notAfter the last second of the validity
public record Template(
    Institution institution,
    Policy.Profile profile,
    Serial serial,
    Optional<String> commonName,
    List<DnsName> names,
    Octets key,
    Instant notBefore,
    Instant notAfter) {
  public Template {
    names = List.copyOf(names);
  }
}
