package shomei.web.rfc8555;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import shomei.domain.ca.CertificateRequest;
import shomei.domain.ca.CertificateRequests;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.IssuingCa;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// A root and an issuing CA in software, for all institutions; its token can be away.
final class SoftCa implements IssuingCa, CertificateRequests {
  static final IssuerId ISSUER = new IssuerId("test-g1");
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
  private static final Date END = Date.from(START.plus(Duration.ofDays(36500)));
  private static final X500Name ROOT_NAME = new X500Name("CN=Test Root");
  private static final X500Name NAME = new X500Name("CN=Test CA G1");

  private final KeyPair rootKey = Keys.p256();
  private final KeyPair key = Keys.p256();
  private final X509CertificateHolder root = authority(ROOT_NAME, rootKey.getPublic());
  private final X509CertificateHolder certificate = authority(NAME, key.getPublic());
  final AtomicInteger signatures = new AtomicInteger();
  volatile boolean away;
  volatile boolean broken;

  private X509CertificateHolder authority(X500Name name, PublicKey subject) {
    try {
      return builder(ROOT_NAME, BigInteger.TWO, Date.from(START), END, name, subject, rootKey)
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
          .build(signer(rootKey));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer,
      BigInteger serial,
      Date from,
      Date to,
      X500Name name,
      PublicKey subject,
      KeyPair by)
      throws IOException {
    try {
      JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
      return new X509v3CertificateBuilder(
              issuer,
              serial,
              from,
              to,
              name,
              SubjectPublicKeyInfo.getInstance(subject.getEncoded()))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              ids.createAuthorityKeyIdentifier(by.getPublic()))
          .addExtension(
              Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(subject));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ContentSigner signer(KeyPair by) {
    try {
      return new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Instant end(InstitutionId institution) {
    return END.toInstant();
  }

  @Override
  public ToBeSigned prepare(CertificateTemplate template) {
    try {
      X509v3CertificateBuilder builder =
          builder(
              NAME,
              template.serial().number(),
              Date.from(template.notBefore()),
              Date.from(template.notAfter()),
              new X500Name(template.commonName().map(name -> "CN=" + name).orElse("")),
              Keys.read(template.key().octets()),
              key);
      if (!template.names().isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                template.names().stream()
                    .map(name -> new GeneralName(GeneralName.dNSName, name.toString()))
                    .toArray(GeneralName[]::new)));
      }
      byte[] tbs =
          builder.build(signer(key)).toASN1Structure().getTBSCertificate().getEncoded("DER");
      return new ToBeSigned(
          ISSUER, template.serial(), Octets.of(tbs), template.notBefore(), template.notAfter());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
    try {
      ContentSigner signer = signer(key);
      signer.getOutputStream().write(prepared.der().octets());
      ASN1Encodable[] parts = {
        org.bouncycastle.asn1.ASN1Primitive.fromByteArray(prepared.der().octets()),
        signer.getAlgorithmIdentifier(),
        new DERBitString(signer.getSignature())
      };
      return Octets.of(new DERSequence(parts).getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Octets> chain(IssuerId issuer) {
    return List.of(path(issuer).getFirst());
  }

  @Override
  public Octets keyId(IssuerId issuer) {
    try {
      return Octets.of(
          new JcaX509ExtensionUtils()
              .createSubjectKeyIdentifier(key.getPublic())
              .getKeyIdentifier());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Octets> path(IssuerId issuer) {
    if (!issuer.equals(ISSUER)) {
      throw new Refusal(Reason.NOT_FOUND, "no such issuer");
    }
    try {
      return List.of(Octets.of(certificate.getEncoded()), Octets.of(root.getEncoded()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public CertificateRequest read(Octets der) {
    try {
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(der.octets());
      SubjectPublicKeyInfo spki = request.getSubjectPublicKeyInfo();
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(spki))) {
        throw new Refusal(Reason.BAD_CSR, "the request's own signature is wrong");
      }
      return new CertificateRequest(
          Octets.of(spki.getEncoded()),
          Octets.of(Keys.sha256(spki.getEncoded())),
          keyType(Keys.read(spki.getEncoded())),
          names(request),
          Stream.of(request.getSubject().getRDNs(BCStyle.CN))
              .map(rdn -> rdn.getFirst().getValue().toString())
              .findFirst()
              .orElse(""),
          false);
    } catch (IOException | OperatorCreationException | PKCSException | RuntimeException broken) {
      if (broken instanceof Refusal refusal) {
        throw refusal;
      }
      throw new Refusal(Reason.BAD_CSR, "not a PKCS#10 request");
    }
  }

  private static Policy.KeyType keyType(PublicKey key) {
    if (key instanceof ECPublicKey ec) {
      return ec.getParams().getOrder().bitLength() == 256
          ? Policy.KeyType.P256
          : Policy.KeyType.P384;
    }
    return Policy.KeyType.RSA;
  }

  private static Set<DnsName> names(PKCS10CertificationRequest request) {
    Set<DnsName> names = new HashSet<>();
    Stream.of(request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest))
        .map(attribute -> Extensions.getInstance(attribute.getAttrValues().getObjectAt(0)))
        .map(
            extensions ->
                Optional.ofNullable(
                    GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName)))
        .flatMap(Optional::stream)
        .flatMap(found -> Stream.of(found.getNames()))
        .forEach(name -> names.add(DnsName.parse(name.getName().toString())));
    return names;
  }
}
