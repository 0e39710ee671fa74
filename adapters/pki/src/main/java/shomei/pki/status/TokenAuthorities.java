package shomei.pki.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Authorities;
import shomei.pki.key.CryptoToken;

/// The issuing CAs and the roots above them. One that was added while the server runs is found
/// within five seconds.
///
/// What a root is called stands in the certificates below it: in the address of its CRL.
public final class TokenAuthorities implements Authorities {
  private static final Logger LOG = LoggerFactory.getLogger(TokenAuthorities.class);
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final String CRL = ".crl";

  private final CryptoToken keys;
  private final Issuers issuers;
  private final InstantSource clock;
  private volatile Known known = new Known(Instant.MIN, Map.of());

  private record Known(Instant read, Map<IssuerId, Authority> byId) {}

  public TokenAuthorities(CryptoToken keys, Issuers issuers, InstantSource clock) {
    this.keys = keys;
    this.issuers = issuers;
    this.clock = clock;
  }

  @Override
  public List<IssuerId> all() {
    Instant now = clock.instant();
    return known().values().stream()
        .filter(ca -> !now.isAfter(ca.notAfter()))
        .map(Authority::id)
        .toList();
  }

  @Override
  public Optional<Octets> certificate(IssuerId ca) {
    return find(ca).map(it -> Octets.of(encoded(it.certificate())));
  }

  /// When a CA's certificate ends.
  ///
  /// @param root whether it stands above the issuing CAs
  public record End(Instant at, boolean root) {}

  /// When the certificates of all CAs end, of those that have ended too.
  public Map<IssuerId, End> ends() {
    Map<IssuerId, End> ends = new LinkedHashMap<>();
    known().forEach((id, ca) -> ends.put(id, new End(ca.notAfter(), ca.institution().isEmpty())));
    return ends;
  }

  Optional<Authority> find(IssuerId ca) {
    return Optional.ofNullable(known().get(ca));
  }

  /// As [#find], but looks anew where it is not known: a CA's first CRL is signed right after its
  /// making. Not for what strangers ask.
  Optional<Authority> findNew(IssuerId ca) {
    return find(ca).or(() -> Optional.ofNullable(read(clock.instant(), known).get(ca)));
  }

  /// Has the newest CA of an institution certify a key for a purpose, for as long as it lasts
  /// itself, ten years at most.
  ///
  /// @throws Refusal UNAVAILABLE where the institution has no CA yet, or the token is away
  public X509Certificate certify(
      InstitutionId institution, Purpose purpose, PublicKey key, Serial serial) {
    Authority ca =
        known().values().stream()
            .filter(one -> one.institution().equals(Optional.of(institution)))
            .reduce((older, newer) -> newer)
            .orElseThrow(
                () -> new Refusal(Reason.UNAVAILABLE, institution + " has no issuing CA yet"));
    return DelegateCertificate.sign(ca, purpose, key, serial, clock.instant(), LONGEST);
  }

  /// In the order in which they were added, roots before what is below them.
  Map<IssuerId, Authority> known() {
    Instant now = clock.instant();
    Known last = known;
    if (!now.isBefore(last.read()) && now.isBefore(last.read().plus(FRESH))) {
      return last.byId();
    }
    return read(now, last);
  }

  private Map<IssuerId, Authority> read(Instant now, Known last) {
    Map<IssuerId, Authority> byId = new LinkedHashMap<>();
    for (Issuer issuer : issuers.all()) {
      try {
        add(byId, last.byId(), issuer);
      } catch (IllegalArgumentException | IllegalStateException e) {
        LOG.error("the status of the certificates of {} cannot be told", issuer.id(), e);
      }
    }
    known = new Known(now, byId);
    return byId;
  }

  /// A CA never changes, so what was read of it before is kept.
  private void add(Map<IssuerId, Authority> byId, Map<IssuerId, Authority> before, Issuer issuer) {
    Octets below = issuer.certificate();
    for (Octets above : issuer.above()) {
      IssuerId root = above(below);
      Authority was = before.get(root);
      byId.putIfAbsent(
          root,
          was != null ? was : Authority.of(root, Optional.empty(), above, root.value(), keys));
      below = above;
    }
    Authority was = before.get(issuer.id());
    byId.put(
        issuer.id(),
        was != null
            ? was
            : Authority.of(
                issuer.id(),
                Optional.of(issuer.institution()),
                issuer.certificate(),
                issuer.keyLabel(),
                keys));
  }

  private static IssuerId above(Octets der) {
    var point =
        CRLDistPoint.fromExtensions(
                Certificate.getInstance(der.octets()).getTBSCertificate().getExtensions())
            .getDistributionPoints()[0];
    String address =
        ASN1IA5String.getInstance(
                GeneralNames.getInstance(point.getDistributionPoint().getName())
                    .getNames()[0]
                    .getName())
            .getString();
    return new IssuerId(
        address.substring(address.lastIndexOf('/') + 1, address.length() - CRL.length()));
  }

  private static byte[] encoded(Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
