package shomei.domain.ca;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;

/// All that goes into a certificate, decided.
///
/// @param commonName the subject's CN
/// @param names subjectAltName dNSNames, in the order given
/// @param key DER SubjectPublicKeyInfo
/// @param notAfter the last second of the validity
public record CertificateTemplate(
    Institution institution,
    Policy.Profile profile,
    Serial serial,
    Optional<String> commonName,
    List<DnsName> names,
    Octets key,
    Instant notBefore,
    Instant notAfter) {
  public CertificateTemplate {
    names = List.copyOf(names);
  }
}
