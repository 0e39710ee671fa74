package shomei.server;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.ca.Issuer;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;

/// What must be so before a server serves. What is missing now would show at the first enrollment
/// of the day.
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private Startup() {}

  /// @throws Unavailable with everything that is not as it must be
  static void check(Adapters adapters) {
    List<Institution> institutions = adapters.database.institution().institutions().all();
    List<Issuer> issuers = adapters.database.institution().issuers().all();
    List<String> faults =
        Stream.concat(
                institutions.stream()
                    .filter(i -> !adapters.policies.byName().containsKey(i.policy()))
                    .map(i -> "institution %s has no policy %s".formatted(i.id(), i.policy())),
                token(adapters, issuers).stream())
            .toList();
    if (!faults.isEmpty()) {
      throw new Unavailable("the server cannot start: " + String.join("; ", faults));
    }
    institutions.stream()
        .filter(i -> issuers.stream().noneMatch(issuer -> issuer.institution().equals(i.id())))
        .forEach(i -> LOG.warn("institution {} has no CA yet: make one with ca create", i.id()));
    LOG.info("{} institutions, {} issuing CAs", institutions.size(), issuers.size());
  }

  /// What is wrong with the token, for these CAs.
  static List<String> token(Adapters adapters, List<Issuer> issuers) {
    if (issuers.isEmpty()) {
      return List.of("there is no CA yet: make one with ca create");
    }
    try {
      adapters.secret.fingerprint();
      return issuers.stream()
          .filter(issuer -> !holdsKeyOf(adapters, issuer))
          .map(issuer -> "the token does not hold the key of the CA " + issuer.id())
          .toList();
    } catch (Refusal away) {
      return List.of("the token cannot be used: " + away.failure().detail());
    }
  }

  private static boolean holdsKeyOf(Adapters adapters, Issuer issuer) {
    return adapters.keys.certificates(issuer.keyLabel()).stream()
        .findFirst()
        .filter(certificate -> issuer.certificate().equals(der(certificate)))
        .isPresent();
  }

  private static Octets der(X509Certificate certificate) {
    try {
      return Octets.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate on the token has no encoding", e);
    }
  }
}
