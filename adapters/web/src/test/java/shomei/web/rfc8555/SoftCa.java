package shomei.web.rfc8555;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import shomei.domain.ca.CertificateRequest;
import shomei.domain.ca.CertificateRequests;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.Issuers;
import shomei.domain.ca.IssuingCa;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.fixture.Examples;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.authority.CreateAuthority;
import shomei.pki.authority.Root;
import shomei.pki.certificate.CaUrls;
import shomei.pki.certificate.TokenCa;
import shomei.pki.key.KeyKind;
import shomei.pki.key.SoftCryptoToken;
import shomei.pki.request.CsrReader;

/// The signer that ships, with its lint and its reader of requests, over keys in a file; its token
/// can be away or break.
final class SoftCa implements IssuingCa, CertificateRequests {
  private static final Root ROOT = new Root("root", "Shomei", "Test Root", KeyKind.P256);

  private final CertificateRequests requests = new CsrReader();
  private final CreateAuthority authority;
  private final TokenCa ca;
  final AtomicInteger signatures = new AtomicInteger();
  volatile boolean away;
  volatile boolean broken;

  SoftCa(Issuers issuers, InstantSource clock, RandomGenerator random) {
    CaUrls urls = new CaUrls("http://pki.shomei.example");
    SoftCryptoToken keys = keys();
    authority = new CreateAuthority(keys, issuers, urls, clock, random);
    ca = new TokenCa(keys, issuers, urls, clock);
  }

  private static SoftCryptoToken keys() {
    try {
      Path folder = Files.createTempDirectory("ca");
      Path password = Files.writeString(folder.resolve("password"), "of the tests");
      return SoftCryptoToken.open(folder.resolve("keys.p12"), password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes the institution's first CA.
  void create(Institution institution) {
    authority.create(institution, 1, ROOT, KeyKind.P256, Examples.COUNTER);
  }

  static IssuerId issuer(String institution) {
    return new IssuerId(institution + "-g1");
  }

  @Override
  public Instant end(InstitutionId institution) {
    return ca.end(institution);
  }

  @Override
  public ToBeSigned prepare(CertificateTemplate template) {
    return ca.prepare(template);
  }

  @Override
  public Octets sign(ToBeSigned prepared) {
    if (away) {
      throw Refusal.retry(Reason.UNAVAILABLE, "the token is away", Duration.ofSeconds(30));
    }
    if (broken) {
      throw new IllegalStateException("the token's insides");
    }
    signatures.incrementAndGet();
    return ca.sign(prepared);
  }

  @Override
  public List<Octets> chain(IssuerId issuer) {
    return ca.chain(issuer);
  }

  @Override
  public Octets keyId(IssuerId issuer) {
    return ca.keyId(issuer);
  }

  @Override
  public List<Octets> path(IssuerId issuer) {
    return ca.path(issuer);
  }

  @Override
  public CertificateRequest read(Octets der) {
    return requests.read(der);
  }
}
