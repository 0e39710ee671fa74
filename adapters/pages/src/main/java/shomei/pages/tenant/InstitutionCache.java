package shomei.pages.tenant;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.kernel.InstitutionId;

/// The institutions and their CAs as they were read last. A handshake names the CAs on the event
/// loop, and the page that says that the database is away has the bank's name: neither can ask.
public final class InstitutionCache {
  private final Institutions institutions;
  private final Issuers issuers;
  private volatile Map<InstitutionId, Institution> byId = Map.of();
  private volatile Map<InstitutionId, List<X509Certificate>> authorities = Map.of();

  public InstitutionCache(Institutions institutions, Issuers issuers) {
    this.institutions = institutions;
    this.issuers = issuers;
  }

  /// Reads them again. A CA is named from the next handshake on.
  public void refresh() {
    byId =
        institutions.all().stream()
            .collect(Collectors.toUnmodifiableMap(Institution::id, Function.identity()));
    authorities =
        issuers.all().stream()
            .collect(
                Collectors.groupingBy(
                    Issuer::institution,
                    Collectors.mapping(
                        InstitutionCache::certificate, Collectors.toUnmodifiableList())));
  }

  public Optional<Institution> institution(InstitutionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Its issuing CAs.
  List<X509Certificate> authorities(InstitutionId id) {
    return authorities.getOrDefault(id, List.of());
  }

  private static X509Certificate certificate(Issuer issuer) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(issuer.certificate().octets()));
    } catch (CertificateException e) {
      throw new IllegalStateException("the certificate of " + issuer.id() + " is unreadable", e);
    }
  }
}
