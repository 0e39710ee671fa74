package shomei.pki.authority;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.pki.certificate.CaUrls;
import shomei.pki.certificate.KeyIds;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;
import shomei.pki.key.Signer;
import shomei.pki.key.Software;

/// Makes an issuing CA of an institution, and the root above it where there is none yet: the keys
/// where [CryptoToken] are, the certificates beside them, and the issuer's record through
/// [Issuers].
///
/// It can be broken off anywhere and begun again: a key that is there already, with its
/// certificate, is taken as it is.
public final class CreateAuthority {
  private final CryptoToken keys;
  private final Issuers issuers;
  private final CaUrls urls;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param random cryptographically strong
  public CreateAuthority(
      CryptoToken keys, Issuers issuers, CaUrls urls, InstantSource clock, RandomGenerator random) {
    this.keys = keys;
    this.issuers = issuers;
    this.urls = urls;
    this.clock = clock;
    this.random = random;
  }

  /// The issuer is called after institution and generation, e.g. `kita-g2`, and so is its key.
  ///
  /// @param generation 1 for the first; the next one later, while the certificates of the last run
  ///   out
  /// @param kind of the issuing key
  /// @param operator for the history
  /// @return the CA as it now stands
  /// @throws IllegalStateException where the institution has that generation already, or the token
  ///   has a key of that label that belongs to something else
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away
  public Issuer create(
      Institution institution, int generation, Root root, KeyKind kind, Actor operator) {
    IssuerId id = new IssuerId(institution.id() + "-g" + generation);
    if (issuers.all().stream().anyMatch(issuer -> issuer.id().equals(id))) {
      throw taken(id);
    }
    X509Certificate above = root(root);
    X509Certificate certificate = issuing(institution, generation, id, root, above, kind);
    Issuer issuer =
        new Issuer(
            id,
            institution.id(),
            generation,
            der(certificate),
            List.of(der(above)),
            keyId(certificate),
            id.value());
    Instant now = clock.instant();
    Entry entry =
        new Entry(
            now,
            institution.id(),
            operator,
            Act.ISSUER_ADDED,
            "issuer:" + id,
            Map.of("serial", certificate.getSerialNumber().toString(16), "root", root.label()));
    if (!issuers.add(issuer, entry)) {
      throw taken(id);
    }
    return issuer;
  }

  private X509Certificate root(Root root) {
    List<X509Certificate> there = keys.certificates(root.label());
    if (!there.isEmpty()) {
      return require(there.getFirst(), there.getFirst(), root.label());
    }
    CaCertificates certificates = certificates();
    return keys.create(
            root.label(),
            root.key(),
            (key, sign) -> List.of(certificates.root(root, serial(), key, sign)))
        .getFirst();
  }

  private X509Certificate issuing(
      Institution institution,
      int generation,
      IssuerId id,
      Root root,
      X509Certificate above,
      KeyKind kind) {
    List<X509Certificate> there = keys.certificates(id.value());
    if (!there.isEmpty()) {
      return require(there.getFirst(), above, id.value());
    }
    Signer signer = new Signer(keys, root.label(), Software.publicKey(above));
    CaCertificates certificates = certificates();
    return keys.create(
            id.value(),
            kind,
            (key, sign) ->
                List.of(
                    certificates.issuing(
                        institution, generation, root.label(), above, serial(), key, signer),
                    above))
        .getFirst();
  }

  private CaCertificates certificates() {
    return new CaCertificates(urls, clock.instant());
  }

  private Serial serial() {
    return Serial.draw(clock.instant(), random);
  }

  private static X509Certificate require(
      X509Certificate certificate, X509Certificate issuer, String label) {
    if (certificate.getBasicConstraints() < 0
        || !certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      throw new IllegalStateException("the key " + label + " belongs to something else");
    }
    return certificate;
  }

  private static IllegalStateException taken(IssuerId id) {
    return new IllegalStateException("there is an issuing CA " + id + " already");
  }

  private static Octets keyId(X509Certificate certificate) {
    return Octets.of(KeyIds.of(Software.keyInfo(certificate.getPublicKey())));
  }

  private static Octets der(X509Certificate certificate) {
    try {
      return Octets.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
