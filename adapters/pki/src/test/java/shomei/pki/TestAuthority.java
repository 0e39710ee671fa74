package shomei.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.pki.authority.CreateAuthority;
import shomei.pki.authority.Root;
import shomei.pki.certificate.CaUrls;
import shomei.pki.certificate.TokenCa;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;
import shomei.pki.key.SoftCryptoToken;

/// A CA of a bank, over whatever keys a test has.
public final class TestAuthority {
  public static final CaUrls URLS = new CaUrls("http://ca.example.jp:8081");
  public static final Institution KITA =
      new Institution(
          new InstitutionId("kita"),
          "北銀行",
          "Kita Bank",
          "The Kita Bank, Ltd.",
          "The Kita Bank Internet Banking CA",
          "biznet");
  public static final Institution MINAMI =
      new Institution(
          new InstitutionId("minami"), "南銀行", "Minami Bank", "株式会社南銀行", "南銀行電子認証局", "densai");
  public static final Root ROOT = new Root("root", "Shomei", "Shomei Root CA", KeyKind.P384);
  public static final Policy.Profile CLIENT = profile("client", "subscriber", "1.3.6.1.5.5.7.3.2");
  public static final Policy.Profile TLS =
      profile("tls", "dns", "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

  private static final Map<Integer, KeyPair> RSA = new ConcurrentHashMap<>();
  private static final SecureRandom RANDOM = new SecureRandom();

  public final ListedIssuers issuers = new ListedIssuers();
  public final TestClock clock;
  public final CreateAuthority authority;
  public final TokenCa ca;

  public TestAuthority(CryptoToken keys, TestClock clock) {
    this.clock = clock;
    this.authority = new CreateAuthority(keys, issuers, URLS, clock, RANDOM);
    this.ca = new TokenCa(keys, issuers, URLS, clock);
  }

  /// Keys in a file, as made anew or as they lie there.
  public static CryptoToken keys(Path file) throws IOException {
    return SoftCryptoToken.open(file, Files.writeString(file.resolveSibling("password"), "secret"));
  }

  public Issuer create(Institution institution, int generation, KeyKind kind) {
    return authority.create(
        institution, generation, ROOT, kind, Actor.operator("taro", new Origin.Command("root")));
  }

  private static Policy.Profile profile(String name, String identifiers, String... purposes) {
    return new Policy.Profile(
        name,
        name,
        identifiers,
        Period.ofYears(1),
        Optional.empty(),
        List.of(purposes),
        "1.3.6.1.4.1.99999.1.1",
        Set.of(Policy.KeyType.values()));
  }

  public static CertificateTemplate client(
      Institution institution, String commonName, KeyPair key) {
    return new CertificateTemplate(
        institution,
        CLIENT,
        serial(),
        Optional.of(commonName),
        List.of(),
        Octets.of(key.getPublic().getEncoded()),
        TestClock.START,
        Instant.parse("2027-11-20T23:59:59Z"));
  }

  public static CertificateTemplate tls(Optional<String> commonName, KeyPair key, String... names) {
    return new CertificateTemplate(
        KITA,
        TLS,
        serial(),
        commonName,
        List.of(names).stream().map(DnsName::parse).toList(),
        Octets.of(key.getPublic().getEncoded()),
        TestClock.START,
        Instant.parse("2027-11-20T23:59:59Z"));
  }

  public static Serial serial() {
    return Serial.draw(TestClock.START, RANDOM);
  }

  public static KeyPair ec(String curve) {
    return pair("EC", new ECGenParameterSpec(curve));
  }

  /// The same pair each time: making one takes long.
  public static KeyPair rsa(int bits) {
    return RSA.computeIfAbsent(
        bits, it -> pair("RSA", new RSAKeyGenParameterSpec(it, RSAKeyGenParameterSpec.F4)));
  }

  public static KeyPair ed25519() {
    return pair("Ed25519", NamedParameterSpec.ED25519);
  }

  private static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Issuers in a list, which counts how often it is read.
  public static final class ListedIssuers implements Issuers {
    public final List<Issuer> all = new ArrayList<>();
    public final List<Entry> entries = new ArrayList<>();
    public int reads;

    @Override
    public List<Issuer> all() {
      reads++;
      return List.copyOf(all);
    }

    @Override
    public boolean add(Issuer issuer, Entry entry) {
      if (all.stream().anyMatch(it -> it.id().equals(issuer.id()))) {
        return false;
      }
      all.add(issuer);
      entries.add(entry);
      return true;
    }
  }
}
