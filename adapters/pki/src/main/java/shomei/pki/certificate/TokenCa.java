package shomei.pki.certificate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequenceGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.ca.IssuingCa;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.SignatureScheme;
import shomei.pki.key.Signer;

/// The issuing CAs of all institutions, with their keys in [CryptoToken]. A CA that was added while
/// the server runs is found within five seconds, one that is asked for by name at once.
public final class TokenCa implements IssuingCa {
  private static final Logger LOG = LoggerFactory.getLogger(TokenCa.class);
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final CryptoToken keys;
  private final Issuers issuers;
  private final CaUrls urls;
  private final InstantSource clock;
  private final ToIntFunction<IssuerId> openShard;
  private volatile Known known = new Known(Instant.MIN, Map.of(), Map.of());

  /// @param shard the one of its CRL that its new certificates point to
  private record Newest(CaCertificate ca, int shard) {}

  private record Known(
      Instant read, Map<IssuerId, CaCertificate> byId, Map<InstitutionId, Newest> newest) {
    boolean freshAt(Instant now) {
      return !now.isBefore(read) && now.isBefore(read.plus(FRESH));
    }
  }

  /// CAs whose CRLs are never partitioned.
  public TokenCa(CryptoToken keys, Issuers issuers, CaUrls urls, InstantSource clock) {
    this(keys, issuers, urls, clock, ca -> 0);
  }

  /// @param openShard of a CA's CRL, for its new certificates; asked every five seconds, so that a
  ///   shard which was just filled gets a few more
  public TokenCa(
      CryptoToken keys,
      Issuers issuers,
      CaUrls urls,
      InstantSource clock,
      ToIntFunction<IssuerId> openShard) {
    this.keys = keys;
    this.issuers = issuers;
    this.urls = urls;
    this.clock = clock;
    this.openShard = openShard;
  }

  @Override
  public Instant end(InstitutionId institution) {
    return newest(institution).ca().notAfter();
  }

  @Override
  public ToBeSigned prepare(CertificateTemplate template) {
    Newest newest = newest(template.institution().id());
    CaCertificate ca = newest.ca();
    if (template.notAfter().isAfter(ca.notAfter())) {
      throw new Refusal(
          Reason.MALFORMED,
          "the CA ends at %s, before the certificate would".formatted(ca.notAfter()));
    }
    byte[] der = new TbsCertificateBuilder(ca, urls, newest.shard()).draw(template);
    refuse(Lint.faults(ca, urls, newest.shard(), der));
    refuse(ProfileLint.faults(ca, template, der));
    return new ToBeSigned(
        ca.issuer().id(),
        newest.shard(),
        template.serial(),
        Octets.of(der),
        template.notBefore().truncatedTo(ChronoUnit.SECONDS),
        template.notAfter().truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public Octets sign(ToBeSigned certificate) {
    CaCertificate ca = byId(certificate.issuer());
    byte[] der = certificate.der().octets();
    refuse(Lint.faults(ca, der));
    return signed(der, ca.scheme(), ca.signer().sign(der));
  }

  /// @param der the very octets that the signature is over
  private static Octets signed(byte[] der, SignatureScheme scheme, byte[] signature) {
    var certificate = new ByteArrayOutputStream();
    try {
      var parts = new DERSequenceGenerator(certificate);
      parts.getRawOutputStream().write(der);
      parts.addObject(scheme.identifier());
      parts.addObject(new DERBitString(signature));
      parts.close();
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    return Octets.of(certificate.toByteArray());
  }

  private static void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "a certificate was not signed: it " + String.join("; it ", faults));
    }
  }

  @Override
  public List<Octets> chain(IssuerId issuer) {
    List<Octets> path = path(issuer);
    return path.subList(0, path.size() - 1);
  }

  @Override
  public Octets keyId(IssuerId issuer) {
    return byId(issuer).issuer().keyId();
  }

  @Override
  public List<Octets> path(IssuerId issuer) {
    Issuer found = byId(issuer).issuer();
    return Stream.concat(Stream.of(found.certificate()), found.above().stream()).toList();
  }

  /// The key of that CA, for its CRLs and the certificates of its OCSP responder.
  ///
  /// @throws IllegalStateException where there is no such CA
  public Signer signer(IssuerId issuer) {
    return byId(issuer).signer();
  }

  private Newest newest(InstitutionId institution) {
    Known now = known;
    if (!now.freshAt(clock.instant()) || !now.newest().containsKey(institution)) {
      now = read();
    }
    return Optional.ofNullable(now.newest().get(institution))
        .orElseThrow(
            () ->
                Refusal.retry(
                    Reason.UNAVAILABLE, "the institution has no CA yet", Duration.ofMinutes(1)));
  }

  private CaCertificate byId(IssuerId issuer) {
    return Optional.ofNullable(known.byId().get(issuer))
        .or(() -> Optional.ofNullable(read().byId().get(issuer)))
        .orElseThrow(() -> new IllegalStateException("there is no issuing CA " + issuer));
  }

  private static CaCertificate newer(CaCertificate one, CaCertificate other) {
    return one.issuer().generation() > other.issuer().generation() ? one : other;
  }

  /// An issuer never changes, so what was read of it before is kept.
  private Known read() {
    Instant now = clock.instant();
    Map<IssuerId, CaCertificate> byId = new HashMap<>();
    Map<InstitutionId, CaCertificate> newest = new HashMap<>();
    for (Issuer issuer : issuers.all()) {
      CaCertificate before = known.byId().get(issuer.id());
      try {
        CaCertificate ca = before == null ? CaCertificate.of(issuer, keys) : before;
        byId.put(issuer.id(), ca);
        newest.merge(issuer.institution(), ca, TokenCa::newer);
      } catch (IllegalArgumentException e) {
        LOG.error("the issuing CA {} cannot be used", issuer.id(), e);
      }
    }
    Map<InstitutionId, Newest> open = new HashMap<>();
    newest.forEach(
        (id, ca) -> open.put(id, new Newest(ca, openShard.applyAsInt(ca.issuer().id()))));
    Known read = new Known(now, Map.copyOf(byId), Map.copyOf(open));
    known = read;
    return read;
  }
}
