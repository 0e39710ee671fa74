package shomei.pki.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.ca.CertificateRequest;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.Command;
import shomei.pki.TestAuthority;
import shomei.pki.der.Encoded;
import shomei.protocol.jwk.Jwk;

final class CsrReaderTest {
  private static final KeyPair P256 = TestAuthority.ec("secp256r1");

  private final CsrReader reader = new CsrReader();

  @Test
  void everyKindOfKeyIsRead() throws Exception {
    assertKind(P256, "SHA256withECDSA", Policy.KeyType.P256);
    assertKind(P256, "SHA512withECDSA", Policy.KeyType.P256);
    assertKind(TestAuthority.ec("secp384r1"), "SHA384withECDSA", Policy.KeyType.P384);
    assertKind(TestAuthority.ed25519(), "Ed25519", Policy.KeyType.ED25519);
    assertKind(TestAuthority.rsa(2048), "SHA256withRSA", Policy.KeyType.RSA);
    assertKind(TestAuthority.rsa(2048), "SHA256withRSAandMGF1", Policy.KeyType.RSA);
  }

  private void assertKind(KeyPair key, String algorithm, Policy.KeyType kind) throws Exception {
    CertificateRequest request = reader.read(Csr.of(key).signedWith(algorithm).octets());

    byte[] spki = key.getPublic().getEncoded();
    assertThat(request.keyType()).isEqualTo(kind);
    assertThat(request.key()).isEqualTo(Octets.of(spki));
    assertThat(request.spkiDigest())
        .isEqualTo(Octets.of(MessageDigest.getInstance("SHA-256").digest(spki)));
    assertThat(request.thumbprint()).isEqualTo(Jwk.of(key.getPublic()).thumbprint());
    assertThat(request.names()).isEmpty();
    assertThat(request.commonName()).isEmpty();
    assertThat(request.foreign()).isFalse();
  }

  @Test
  void namesOfBothPlacesAreOneSetInLowerCase() {
    CertificateRequest request =
        reader.read(
            Csr.of(P256)
                .subject("CN=WWW.Example.com,O=Whoever")
                .names(dns("www.example.COM"), dns("*.example.com"), dns("*.EXAMPLE.com"))
                .octets());

    assertThat(request.names())
        .isEqualTo(Set.of(DnsName.parse("www.example.com"), DnsName.parse("*.example.com")));
    assertThat(request.commonName()).isEqualTo("WWW.Example.com");
    assertThat(request.foreign()).isFalse();
  }

  @Test
  void aCommonNameThatIsNoDnsNameIsKeptAsWritten() {
    CertificateRequest request =
        reader.read(Csr.of(P256).subject("CN=12345678901234user1").octets());

    assertThat(request.commonName()).isEqualTo("12345678901234user1");
    assertThat(request.names()).isEmpty();
  }

  @Test
  void otherKindsOfNamesAreForeign() {
    for (GeneralName name :
        new GeneralName[] {
          new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
          new GeneralName(GeneralName.rfc822Name, "a@example.com"),
          new GeneralName(GeneralName.uniformResourceIdentifier, "http://example.com/"),
          new GeneralName(GeneralName.directoryName, "CN=x"),
          new GeneralName(
              GeneralName.otherName,
              new DERSequence(
                  new ASN1Encodable[] {
                    new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"),
                    new DERTaggedObject(0, new DERUTF8String("a@b"))
                  }))
        }) {
      CertificateRequest request =
          reader.read(Csr.of(P256).names(dns("www.example.com"), name).octets());

      assertThat(request.foreign()).isTrue();
      assertThat(request.names()).containsExactly(DnsName.parse("www.example.com"));
    }
  }

  @Test
  void otherExtensionsAndAttributesAreLetPass() {
    Csr csr =
        Csr.of(P256)
            .extension(Extension.basicConstraints, new BasicConstraints(true))
            .extension(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign))
            .extension(
                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24"), new DERSequence(new ASN1Integer(5)))
            .names(dns("www.example.com"))
            .attribute(
                new Attribute(
                    PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
                    new DERSet(new DERUTF8String("x"))));

    assertThat(reader.read(csr.octets()).names()).containsExactly(DnsName.parse("www.example.com"));
  }

  @Test
  void whatOpenSslWritesIsRead(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("csr.der");
    Command.run(
        "openssl",
        "req",
        "-new",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        folder.resolve("key.pem").toString(),
        "-subj",
        "/C=JP/O=x/CN=www.example.com",
        "-addext",
        "subjectAltName=DNS:www.example.com,DNS:example.com",
        "-outform",
        "DER",
        "-out",
        file.toString());

    assertThat(reader.read(Octets.of(Files.readAllBytes(file))).names())
        .isEqualTo(Set.of(DnsName.parse("www.example.com"), DnsName.parse("example.com")));
  }

  @Test
  void aSignatureOfAnotherKeyIsRefused() {
    assertBad(Csr.of(P256).signedBy(TestAuthority.ec("secp256r1").getPrivate()), "signature");
  }

  @Test
  void aRequestThatWasChangedIsRefused() {
    byte[] der = Csr.of(P256).subject("CN=a").octets().octets();
    int cn = new String(der, StandardCharsets.ISO_8859_1).indexOf("\u0001a") + 1;
    der[cn] = 'b';

    assertBad(Octets.of(der), "signature");
  }

  @Test
  void weakSignatureAlgorithmsAreRefused() {
    assertBad(Csr.of(P256).signedWith("SHA1withECDSA"), "too weak");
    assertBad(Csr.of(TestAuthority.rsa(2048)).signedWith("SHA1withRSA"), "too weak");
    assertBad(Csr.of(TestAuthority.rsa(2048)).signedWith("MD5withRSA"), "too weak");
    assertBad(Csr.of(TestAuthority.rsa(2048)).signedWith("SHA1withRSAandMGF1"), "too weak");
    assertBad(Csr.of(TestAuthority.rsa(2048)).signedWith("SHA224withRSA"), "too weak");
  }

  @Test
  void unsupportedKeysAreRefused() {
    assertBad(Csr.of(TestAuthority.ec("secp521r1")).signedWith("SHA512withECDSA"), "keys are");
    assertBad(Csr.of(TestAuthority.rsa(1024)).signedWith("SHA256withRSA"), "2048");
  }

  @Test
  void aModulusFromTheFaultyGeneratorIsRefused() throws Exception {
    assertBad(publicKeyOnly(roca()), "faulty generator");
  }

  @Test
  void primesThatAreTooCloseAreRefused() throws Exception {
    BigInteger p = new BigInteger(1024, new Random(1)).setBit(1023).nextProbablePrime();
    assertBad(publicKeyOnly(p.multiply(p.nextProbablePrime())), "too close");
  }

  @Test
  void anExponentOfThreeIsRefused() throws Exception {
    var good = (RSAPublicKey) TestAuthority.rsa(2048).getPublic();
    assertBad(rsa(good.getModulus(), BigInteger.valueOf(3)), "exponent");
  }

  @Test
  void aPointThatIsNotOnItsCurveIsRefused() {
    SubjectPublicKeyInfo good = SubjectPublicKeyInfo.getInstance(P256.getPublic().getEncoded());
    byte[] point = good.getPublicKeyData().getOctets();
    point[point.length - 1] ^= 1;

    assertBad(Csr.of(P256).key(new SubjectPublicKeyInfo(good.getAlgorithm(), point)), "");
  }

  @Test
  void anEmptyKeyIsRefused() {
    SubjectPublicKeyInfo good = SubjectPublicKeyInfo.getInstance(P256.getPublic().getEncoded());

    assertBad(
        Csr.of(P256).key(new SubjectPublicKeyInfo(good.getAlgorithm(), new byte[0])), "malformed");
  }

  @Test
  void whatIsNotOneDerValueIsRefused() {
    byte[] der = Csr.of(P256).octets().octets();
    assertBad(Octets.of(Arrays.copyOf(der, der.length + 1)), "not DER");
    assertBad(Octets.of(Arrays.copyOf(der, der.length - 1)), "not DER");
    assertBad(Octets.of(new byte[0]), "not DER");
    assertBad(
        Octets.of("-----BEGIN CERTIFICATE REQUEST-----".getBytes(StandardCharsets.US_ASCII)),
        "not DER");
    assertBad(Octets.of(new byte[] {0x30, 0}), "malformed");
    assertBad(Octets.of(new byte[] {5, 0}), "malformed");
    assertBad(Octets.of(new byte[40_000]), "larger");
  }

  @Test
  void anotherVersionIsRefused() {
    assertBad(Csr.of(P256).version(1), "version");
  }

  @Test
  void attributesThatAreDoubledOrMalformedAreRefused() {
    Extensions names =
        new Extensions(
            new Extension(
                Extension.subjectAlternativeName,
                false,
                new DEROctetString(Encoded.der(new GeneralNames(dns("www.example.com"))))));
    ASN1ObjectIdentifier request = PKCSObjectIdentifiers.pkcs_9_at_extensionRequest;

    assertBad(
        Csr.of(P256)
            .attribute(new Attribute(request, new DERSet(names)))
            .attribute(new Attribute(request, new DERSet(names))),
        "more than once");
    assertBad(
        Csr.of(P256)
            .attribute(
                new Attribute(request, new DERSet(new ASN1Encodable[] {names, DERNull.INSTANCE}))),
        "more than once");
    assertBad(Csr.of(P256).attribute(new Attribute(request, new DERSet())), "names none");
    assertBad(
        Csr.of(P256).attribute(new Attribute(request, new DERSet(DERNull.INSTANCE))), "malformed");
    assertBad(
        Csr.of(P256)
            .extension(Extension.subjectAlternativeName, new GeneralNames(dns("a.example.com")))
            .extension(Extension.subjectAlternativeName, new GeneralNames(dns("b.example.com"))),
        "malformed");
    assertBad(
        Csr.of(P256).extension(Extension.subjectAlternativeName, DERNull.INSTANCE), "malformed");
    assertBad(Csr.of(P256).extension(Extension.subjectAlternativeName, new DERSequence()), "empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "192.0.2.1", "a b.example.com", "-a.example.com", "x.*.com"})
  void namesThatAreNoneAreRefused(String name) {
    assertBad(Csr.of(P256).names(dns(name)), "no DNS name");
  }

  @Test
  void subjectsThatCannotBeReadAreRefused() {
    assertBad(Csr.of(P256).subject("CN=a,CN=b"), "several");
    assertBad(Csr.of(P256).subject(commonName(new DERUTF8String("a".repeat(65)))), "longer");
    assertBad(Csr.of(P256).subject(commonName(new ASN1Integer(1))), "no text");
    assertThat(reader.read(Csr.of(P256).subject("CN=" + "あ".repeat(64)).octets()).commonName())
        .isEqualTo("あ".repeat(64));
  }

  @Test
  void whateverOctetIsSpoiledNothingButARefusalComesOfIt() {
    byte[] der =
        Csr.of(P256).subject("CN=www.example.com").names(dns("www.example.com")).octets().octets();
    Set<Integer> values = Set.of(0, 1, 0x1f, 0x30, 0x80, 0xff);
    for (int at = 0; at < der.length; at++) {
      for (int value : values) {
        byte[] spoiled = der.clone();
        spoiled[at] = (byte) value;
        if (!Arrays.equals(spoiled, der)) {
          assertThatThrownBy(() -> reader.read(Octets.of(spoiled)))
              .isInstanceOfSatisfying(
                  Refusal.class, it -> assertThat(it.reason()).isEqualTo(Reason.BAD_CSR));
        }
      }
    }
  }

  private static X500Name commonName(ASN1Encodable value) {
    return new X500Name(new RDN[] {new RDN(BCStyle.CN, value)});
  }

  private void assertBad(Csr csr, String detail) {
    assertBad(csr.octets(), detail);
  }

  private void assertBad(Octets csr, String detail) {
    assertThatThrownBy(() -> reader.read(csr))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Reason.BAD_CSR);
              assertThat(refusal.failure().detail()).contains(detail);
            });
  }

  private static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  private static Csr publicKeyOnly(BigInteger modulus) throws Exception {
    return rsa(modulus, BigInteger.valueOf(65537));
  }

  private static Csr rsa(BigInteger modulus, BigInteger exponent) throws Exception {
    var key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    return Csr.of(TestAuthority.rsa(2048)).key(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  /// A modulus as the faulty generator makes them: both primes are a power of 65537 modulo the
  /// product of the first primes (CVE-2017-15361).
  private static BigInteger roca() {
    BigInteger product = BigInteger.ONE;
    BigInteger prime = BigInteger.TWO;
    while (prime.intValue() <= 701) {
      product = product.multiply(prime);
      prime = prime.nextProbablePrime();
    }
    Random random = new Random(2);
    return rocaPrime(product, random).multiply(rocaPrime(product, random));
  }

  private static BigInteger rocaPrime(BigInteger product, Random random) {
    while (true) {
      BigInteger power = BigInteger.valueOf(65537).modPow(new BigInteger(200, random), product);
      BigInteger candidate =
          new BigInteger(1024 - product.bitLength(), random)
              .setBit(1023 - product.bitLength())
              .multiply(product)
              .add(power);
      if (candidate.bitLength() == 1024
          && candidate.testBit(1022)
          && candidate.isProbablePrime(40)) {
        return candidate;
      }
    }
  }
}
