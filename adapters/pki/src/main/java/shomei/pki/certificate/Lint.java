package shomei.pki.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.pki.der.Encoded;
import shomei.pki.der.StrictDer;

/// Judges a TBSCertificate by what every certificate for a holder must be: RFC 5280, and nothing of
/// a CA in it. It reads the octets anew and knows nothing of how they were built.
///
/// *Threat:* who can write to the database puts a certificate of his own among the intents that are
/// to be signed. *Answer:* these rules are applied again before the signature, so that it is at
/// worst a holder's, never a CA's or a responder's.
final class Lint {
  private static final Instant FIRST_GENERALIZED = Instant.parse("2050-01-01T00:00:00Z");
  private static final Pattern UTC_TIME = Pattern.compile("[0-9]{12}Z");
  private static final Pattern GENERALIZED_TIME = Pattern.compile("[0-9]{14}Z");
  private static final ASN1ObjectIdentifier ANY_POLICY = new ASN1ObjectIdentifier("2.5.29.32.0");
  private static final int LONGEST_NAME_PART = 64;

  /// What may be there, and whether it is critical; empty where that depends.
  private static final Map<ASN1ObjectIdentifier, Optional<Boolean>> EXTENSIONS =
      Map.of(
          Extension.basicConstraints, Optional.of(true),
          Extension.keyUsage, Optional.of(true),
          Extension.extendedKeyUsage, Optional.of(false),
          Extension.authorityKeyIdentifier, Optional.of(false),
          Extension.subjectKeyIdentifier, Optional.of(false),
          Extension.certificatePolicies, Optional.of(false),
          Extension.cRLDistributionPoints, Optional.of(false),
          Extension.authorityInfoAccess, Optional.of(false),
          Extension.subjectAlternativeName, Optional.empty());

  private final CaCertificate ca;
  private final TBSCertificate certificate;
  private final List<String> faults = new ArrayList<>();

  private Lint(CaCertificate ca, TBSCertificate certificate) {
    this.ca = ca;
    this.certificate = certificate;
  }

  /// @param shard of the CA's CRL, that it must point to
  /// @param der DER TBSCertificate
  /// @return every fault, none where it may be signed
  static List<String> faults(CaCertificate ca, CaUrls urls, int shard, byte[] der) {
    return faults(
        ca,
        der,
        lint -> {
          lint.sound();
          lint.pointers(urls, shard);
        });
  }

  /// As above, but wherever it points to: what was recorded before a change of the addresses is
  /// still good to be signed.
  static List<String> faults(CaCertificate ca, byte[] der) {
    return faults(ca, der, Lint::sound);
  }

  private static List<String> faults(CaCertificate ca, byte[] der, Consumer<Lint> rules) {
    try {
      TBSCertificate certificate = TBSCertificate.getInstance(ASN1Primitive.fromByteArray(der));
      if (!StrictDer.is(der) || !Arrays.equals(certificate.getEncoded(ASN1Encoding.DER), der)) {
        return List.of("is not DER");
      }
      Lint lint = new Lint(ca, certificate);
      rules.accept(lint);
      return List.copyOf(lint.faults);
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException e) {
      return List.of("does not parse: " + e.getMessage());
    }
  }

  private void sound() {
    fields();
    validity();
    subject();
    extensions();
  }

  private void require(boolean kept, String fault) {
    if (!kept) {
      faults.add(fault);
    }
  }

  private void fields() {
    require(certificate.getVersionNumber() == 3, "is not of version 3 (RFC 5280 §4.1.2.1)");
    require(
        Serial.of(certificate.getSerialNumber().getValue()).isPresent(),
        "serial is not of our form: positive, 16 octets (§4.1.2.2)");
    require(
        certificate.getSignature().equals(ca.scheme().identifier()),
        "names another signature algorithm than the CA's (§4.1.2.3)");
    require(
        same(certificate.getIssuer(), ca.subject()),
        "issuer is not, octet by octet, the CA's subject (§4.1.2.4)");
    require(
        certificate.getIssuerUniqueId() == null && certificate.getSubjectUniqueId() == null,
        "has unique identifiers (§4.1.2.8)");
  }

  private void validity() {
    Instant from = certificate.getStartDate().getDate().toInstant();
    Instant to = certificate.getEndDate().getDate().toInstant();
    require(from.isBefore(to), "ends before it begins (§4.1.2.5)");
    require(
        isWellWritten(certificate.getStartDate()) && isWellWritten(certificate.getEndDate()),
        "times are UTCTime until 2049 and GeneralizedTime after, to the second, in Z (§4.1.2.5)");
    require(!to.isAfter(ca.notAfter()), "outlives the CA");
  }

  static boolean isWellWritten(Time time) {
    Instant instant = time.getDate().toInstant();
    return switch (time.toASN1Primitive()) {
      case ASN1UTCTime utc -> instant.isBefore(FIRST_GENERALIZED) && matches(UTC_TIME, utc);
      case ASN1GeneralizedTime generalized ->
          !instant.isBefore(FIRST_GENERALIZED) && matches(GENERALIZED_TIME, generalized);
      default -> false;
    };
  }

  private static boolean matches(Pattern form, ASN1Primitive time) {
    byte[] encoded = Encoded.der(time);
    return form.matcher(new String(encoded, 2, encoded.length - 2, StandardCharsets.US_ASCII))
        .matches();
  }

  private void subject() {
    for (RDN part : certificate.getSubject().getRDNs()) {
      if (part.isMultiValued()) {
        faults.add("subject has a part of several values");
      } else if (part.getFirst().getValue() instanceof ASN1UTF8String text) {
        String value = text.getString();
        require(
            !value.isBlank()
                && value.codePointCount(0, value.length()) <= LONGEST_NAME_PART
                && value.codePoints().noneMatch(Character::isISOControl),
            "a part of the subject is blank, longer than 64 characters or has controls (A.1)");
      } else {
        faults.add("a part of the subject is not UTF8String (§4.1.2.4)");
      }
    }
  }

  private void extensions() {
    var extensions = certificate.getExtensions();
    if (extensions == null) {
      faults.add("has no extensions");
      return;
    }
    for (ASN1ObjectIdentifier oid : extensions.getExtensionOIDs()) {
      Optional<Boolean> critical = EXTENSIONS.get(oid);
      if (critical == null) {
        faults.add("has the extension " + oid + ", which is none of ours");
      } else {
        require(
            critical.isEmpty() || critical.get() == extensions.getExtension(oid).isCritical(),
            "extension " + oid + " is critical where it must not be, or the other way round");
      }
    }
    extension(
        Extension.basicConstraints,
        it -> same(it, new BasicConstraints(false)),
        "is a CA's (§4.2.1.9)");
    extension(
        Extension.keyUsage,
        it -> {
          KeyUsage usage = KeyUsage.getInstance(it);
          return usage.hasUsages(KeyUsage.digitalSignature)
              && !usage.hasUsages(KeyUsage.keyCertSign)
              && !usage.hasUsages(KeyUsage.cRLSign);
        },
        "key usage is not a holder's (§4.2.1.3)");
    extension(
        Extension.extendedKeyUsage,
        it -> {
          ExtendedKeyUsage purposes = ExtendedKeyUsage.getInstance(it);
          return purposes.size() > 0
              && !purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage)
              && !purposes.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning);
        },
        "extended key usage is not a holder's (§4.2.1.12)");
    extension(
        Extension.authorityKeyIdentifier,
        it -> same(it, new AuthorityKeyIdentifier(ca.issuer().keyId().octets())),
        "authority key identifier is not the CA's, alone (§4.2.1.1)");
    extension(
        Extension.subjectKeyIdentifier,
        it -> same(it, new SubjectKeyIdentifier(KeyIds.of(certificate.getSubjectPublicKeyInfo()))),
        "subject key identifier is not the key's (§4.2.1.2)");
    extension(
        Extension.certificatePolicies,
        it ->
            Arrays.stream(CertificatePolicies.getInstance(it).getPolicyInformation())
                .allMatch(
                    policy ->
                        policy.getPolicyQualifiers() == null
                            && !policy.getPolicyIdentifier().equals(ANY_POLICY)),
        "policies have qualifiers, or are any (§4.2.1.4)");
    alternatives();
  }

  private void pointers(CaUrls urls, int shard) {
    if (certificate.getExtensions() == null) {
      return;
    }
    String issuer = ca.name();
    extension(
        Extension.cRLDistributionPoints,
        it -> same(it, Pointers.crl(urls.crl(issuer, shard))),
        "does not point to the CA's CRL, alone (§4.2.1.13)");
    extension(
        Extension.authorityInfoAccess,
        it ->
            same(
                it,
                Pointers.access(
                    Pointers.ocsp(urls.ocsp(issuer)), Pointers.issuer(urls.certificate(issuer)))),
        "does not point to the CA's OCSP and certificate, alone (§4.2.2.1)");
  }

  /// DNS names, which a holder without a subject must have, and critical (§4.1.2.6).
  private void alternatives() {
    boolean nameless = certificate.getSubject().size() == 0;
    Extension extension = found(Extension.subjectAlternativeName);
    if (extension == null) {
      require(!nameless, "names no one (§4.1.2.6)");
      return;
    }
    require(
        extension.isCritical() == nameless,
        "alternative names are critical where there is no subject, and only there (§4.2.1.6)");
    GeneralName[] names = GeneralNames.getInstance(extension.getParsedValue()).getNames();
    require(
        names.length > 0 && Arrays.stream(names).allMatch(Lint::isDnsName),
        "alternative names are other than DNS names (§4.2.1.6)");
  }

  private static boolean isDnsName(GeneralName name) {
    if (name.getTagNo() != GeneralName.dNSName) {
      return false;
    }
    try {
      String text = ASN1IA5String.getInstance(name.getName()).getString();
      return DnsName.parse(text).toString().equals(text);
    } catch (Refusal e) {
      return false;
    }
  }

  private void extension(ASN1ObjectIdentifier oid, Predicate<ASN1Encodable> rule, String fault) {
    Extension extension = found(oid);
    if (extension == null) {
      faults.add("lacks the extension " + oid);
    } else {
      require(rule.test(extension.getParsedValue()), fault);
    }
  }

  private @Nullable Extension found(ASN1ObjectIdentifier oid) {
    return certificate.getExtensions().getExtension(oid);
  }

  private static boolean same(ASN1Encodable one, ASN1Encodable other) {
    return Arrays.equals(Encoded.der(one), Encoded.der(other));
  }
}
