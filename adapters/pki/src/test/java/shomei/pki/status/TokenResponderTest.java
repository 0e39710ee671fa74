package shomei.pki.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertPathValidatorException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.certificate.Certificate.Revocation;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.status.OcspRequests;
import shomei.domain.status.OcspSigner;
import shomei.domain.status.OcspSigner.Fate;
import shomei.pki.Book;
import shomei.pki.Command;
import shomei.pki.Pem;
import shomei.pki.SoftHsm;
import shomei.pki.TestAuthority;
import shomei.pki.TestClock;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;

/// What OpenSSL asks, and what it and the JDK make of our answers.
final class TokenResponderTest {
  private static final IssuerId CA = new IssuerId("kita-g1");
  private static final Fate SUPERSEDED =
      new Fate.Revoked(new Revocation(TestClock.START, Optional.of(RevocationReason.SUPERSEDED)));

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private final Book history = new Book();
  private TestAuthority test;
  private TokenAuthorities authorities;
  private OcspReader reader;
  private TokenResponder responder;

  @BeforeEach
  void open() throws IOException {
    over(TestAuthority.keys(folder.resolve("keys.p12")));
  }

  private void over(CryptoToken keys) {
    test = new TestAuthority(keys, clock);
    authorities = new TokenAuthorities(keys, test.issuers, clock);
    reader = new OcspReader(authorities);
    responder = new TokenResponder(keys, authorities, history, clock, new SecureRandom());
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "RSA2048"})
  void openSslAndTheJdkTakeOurWordUnderEveryKindOfCa(KeyKind kind) {
    test.create(TestAuthority.KITA, 1, kind);
    openSslTakesIt("-sha256");
    jdkTakesIt();
  }

  @Test
  void soDoTheyWhereATokenSigns() {
    over(SoftHsm.keys(SoftHsm.newToken(), clock));
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    openSslTakesIt("-sha1");
    jdkTakesIt();
  }

  private void openSslTakesIt(String hash) {
    Octets certificate = issued();
    OcspRequests.Question question = reader.read(asked(certificate, hash)).orElseThrow();
    assertThat(question.asked().getFirst().issuer()).contains(CA);
    assertThat(question.asked().getFirst().serial())
        .isEqualTo(RelyingParty.x509(certificate).getSerialNumber());
    assertThat(question.nonce()).isPresent();
    assertThat(openSsl(hash, sign(question, new Fate.Good())))
        .contains("Response verify OK")
        .contains("certificate.pem: good");
    assertThat(openSsl(hash, sign(question, SUPERSEDED)))
        .contains("Response verify OK")
        .contains("certificate.pem: revoked")
        .contains("Reason: superseded");
    assertThat(openSsl(hash, sign(question, new Fate.Unknown())))
        .contains("certificate.pem: unknown");
  }

  /// The JDK looks for an identifier by SHA-1.
  private void jdkTakesIt() {
    Octets certificate = issued();
    OcspRequests.Question question = reader.read(asked(certificate, "-sha1")).orElseThrow();
    Octets good = sign(question, new Fate.Good());
    assertThatCode(() -> party().jdkValidatesByOcsp(certificate, good)).doesNotThrowAnyException();
    Octets revoked = sign(question, SUPERSEDED);
    assertThatThrownBy(() -> party().jdkValidatesByOcsp(certificate, revoked))
        .isInstanceOfSatisfying(
            CertPathValidatorException.class,
            e ->
                assertThat(e.getReason())
                    .isEqualTo(CertPathValidatorException.BasicReason.REVOKED));
  }

  @Test
  void theResponderIsDelegatedForThirtyDaysAndItsOwnRevocationIsNotAskedFor() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    Octets answer = signed();
    Path file = folder.resolve("responder.pem");
    Pem.write(file, List.of(Octets.of(certificate(answer).getEncoded())));
    assertThat(Command.run("openssl", "x509", "-in", file.toString(), "-noout", "-text"))
        .contains("OCSP Signing")
        .contains("OCSP No Check")
        .containsPattern("Key Usage: critical\\s+Digital Signature\n")
        .contains("CN = The Kita Bank Internet Banking CA-G1 OCSP")
        .doesNotContain("CRL Distribution");
    assertThat(history.entries).hasSize(1);
    assertThat(history.entries.getFirst().act()).isEqualTo(Act.RESPONDER_CERTIFIED);
  }

  @Test
  void theResponderIsRenewedTenDaysBeforeItsEnd() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    X509CertificateHolder first = certificate(signed());
    clock.advance(Duration.ofDays(19));
    assertThat(certificate(signed())).isEqualTo(first);
    clock.advance(Duration.ofDays(1));
    X509CertificateHolder second = certificate(signed());
    assertThat(second).isNotEqualTo(first);
    assertThat(second.getSubjectPublicKeyInfo()).isEqualTo(first.getSubjectPublicKeyInfo());
    assertThat(second.getNotAfter().toInstant()).isAfter(clock.instant().plus(Duration.ofDays(29)));
    assertThat(certificate(signed())).isEqualTo(second);
    assertThat(history.entries).hasSize(2);
  }

  @Test
  void aSecondNodeUsesTheSameKey() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    X509CertificateHolder first = certificate(signed());
    responder =
        new TokenResponder(
            TestAuthority.keys(folder.resolve("keys.p12")),
            authorities,
            history,
            clock,
            new SecureRandom());
    assertThat(certificate(signed())).isEqualTo(first);
  }

  @Test
  void severalOfBothGenerationsAreRead() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    Octets first = issued();
    assertThat(reader.read(asked(first, "-sha1"))).isPresent();
    test.create(TestAuthority.KITA, 2, KeyKind.P256);
    clock.advance(Duration.ofSeconds(5));
    Octets second = issued();
    IssuerId g2 = new IssuerId("kita-g2");
    Octets asked = asked(g2, second, "-sha256");
    assertThat(reader.read(asked).orElseThrow().asked().getFirst().issuer()).contains(g2);
    Octets mixed = asked(g2, first, "-sha1");
    assertThat(reader.read(mixed).orElseThrow().asked().getFirst().issuer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "3000",
        "30030a0100",
        "308000",
        "30023000",
        "3006300430020400",
        "ffffffffffffffff",
        "30820100"
      })
  void garbageIsNoQuestion(String hex) {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    assertThat(reader.read(Octets.ofHex(hex))).isEmpty();
  }

  @Test
  void aHashFunctionWithParametersOfItsOwnNamesNobody() throws Exception {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    CertID id =
        CertID.getInstance(
            reader
                .read(asked(issued(), "-sha1"))
                .orElseThrow()
                .asked()
                .getFirst()
                .certificateId()
                .octets());
    for (var known : new ASN1Encodable[] {null, DERNull.INSTANCE}) {
      assertThat(reader.read(asking(id, known)).orElseThrow().asked().getFirst().issuer())
          .contains(CA);
    }
    Octets strange = asking(id, new ASN1Integer(7));
    assertThat(reader.read(strange).orElseThrow().asked().getFirst().issuer()).isEmpty();
  }

  private static Octets asking(CertID id, @Nullable ASN1Encodable parameters) throws IOException {
    AlgorithmIdentifier hash =
        parameters == null
            ? new AlgorithmIdentifier(id.getHashAlgorithm().getAlgorithm())
            : new AlgorithmIdentifier(id.getHashAlgorithm().getAlgorithm(), parameters);
    CertID other =
        new CertID(hash, id.getIssuerNameHash(), id.getIssuerKeyHash(), id.getSerialNumber());
    var list = new DERSequence(new Request(other, null));
    return Octets.of(
        new OCSPRequest(new TBSRequest(null, list, (Extensions) null), null)
            .getEncoded(ASN1Encoding.DER));
  }

  @Test
  void aQuestionWithAFlippedOrMissingOctetIsReadOrRefusedButNeverFails() {
    test.create(TestAuthority.KITA, 1, KeyKind.P256);
    byte[] whole = asked(issued(), "-sha1").octets();
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      int at = i;
      assertThatCode(() -> reader.read(Octets.of(flipped)))
          .as("octet %d", at)
          .doesNotThrowAnyException();
      assertThat(reader.read(Octets.of(Arrays.copyOf(whole, i)))).isEmpty();
    }
  }

  private Octets signed() {
    Octets id =
        reader.read(asked(issued(), "-sha1")).orElseThrow().asked().getFirst().certificateId();
    Instant now = clock.instant();
    return responder.sign(
        new OcspSigner.Statement(
            CA,
            List.of(new OcspSigner.Single(id, new Fate.Good())),
            now,
            now.plus(Duration.ofHours(1)),
            Optional.empty()));
  }

  private static X509CertificateHolder certificate(Octets response) throws Exception {
    var basic = (BasicOCSPResp) new OCSPResp(response.octets()).getResponseObject();
    return basic.getCerts()[0];
  }

  private Octets sign(OcspRequests.Question question, Fate fate) {
    Instant now = clock.instant();
    return responder.sign(
        new OcspSigner.Statement(
            CA,
            question.asked().stream()
                .map(one -> new OcspSigner.Single(one.certificateId(), fate))
                .toList(),
            now,
            now.plus(Duration.ofHours(1)),
            question.nonce()));
  }

  private Octets issued() {
    return test.ca.sign(
        test.ca.prepare(
            TestAuthority.client(
                TestAuthority.KITA, "12345678901234user1", TestAuthority.ec("secp256r1"))));
  }

  private Octets asked(Octets certificate, String hash) {
    return asked(CA, certificate, hash);
  }

  /// What OpenSSL asks of a certificate, with a nonce.
  private Octets asked(IssuerId ca, Octets certificate, String hash) {
    Path file = folder.resolve("question.der");
    Command.run(
        "openssl",
        "ocsp",
        hash,
        "-issuer",
        Pem.write(folder.resolve("issuer.pem"), List.of(test.ca.path(ca).getFirst())).toString(),
        "-cert",
        Pem.write(folder.resolve("certificate.pem"), List.of(certificate)).toString(),
        "-reqout",
        file.toString());
    try {
      return Octets.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What OpenSSL says of an answer to the question that it asked last.
  private String openSsl(String hash, Octets answer) {
    return Command.run(
        "openssl",
        "ocsp",
        hash,
        "-no_nonce",
        "-reqin",
        folder.resolve("question.der").toString(),
        "-respin",
        party().write("answer.der", answer).toString(),
        "-issuer",
        folder.resolve("issuer.pem").toString(),
        "-cert",
        folder.resolve("certificate.pem").toString(),
        "-CAfile",
        Pem.write(folder.resolve("path.pem"), test.ca.path(CA)).toString(),
        "-attime",
        Long.toString(clock.instant().getEpochSecond()),
        "-validity_period",
        "1000000000");
  }

  private RelyingParty party() {
    return new RelyingParty(folder, test.ca.path(CA), TestClock.START.plusSeconds(60));
  }
}
