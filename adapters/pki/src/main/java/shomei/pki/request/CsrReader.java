package shomei.pki.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.ca.CertificateRequest;
import shomei.domain.ca.CertificateRequests;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pki.der.Encoded;
import shomei.pki.der.StrictDer;

/// Reads PKCS#10 with Bouncy Castle, after [StrictDer] has looked at it.
///
/// *Threat:* a request is the attacker's octets for a large parser. *Answer:* it is small, strictly
/// DER and not deep, whatever the parser trips over is a refusal, the cheap checks come before the
/// signature's, and of what it asks for only the key and DNS names are ever used.
public final class CsrReader implements CertificateRequests {
  private static final Logger LOG = LoggerFactory.getLogger(CsrReader.class);

  /// A hundred names of 253 characters and an RSA key of 4096 bits fit.
  private static final int MOST_OCTETS = 32 * 1024;

  private static final int LONGEST_COMMON_NAME = 64;
  private static final Charset UTF_32 = Charset.forName("UTF-32BE");

  /// The standard's attribute, and that of Microsoft's older tools, which means and looks the same.
  private static final Set<ASN1ObjectIdentifier> EXTENSION_REQUESTS =
      Set.of(
          PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
          new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14"));

  @Override
  public CertificateRequest read(Octets der) {
    if (der.length() > MOST_OCTETS) {
      throw bad("the request is larger than " + MOST_OCTETS + " octets");
    }
    byte[] octets = der.octets();
    if (!StrictDer.is(octets)) {
      throw bad("the request is not DER, or has something behind its end");
    }
    try {
      return read(CertificationRequest.getInstance(octets), StrictDer.first(octets));
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.debug("a request could not be read", e);
      throw bad("the request is malformed");
    }
  }

  private static CertificateRequest read(CertificationRequest request, byte[] signed) {
    var info = request.getCertificationRequestInfo();
    if (!info.getVersion().hasValue(0)) {
      throw bad("the request is not of version 1 (RFC 2986 §4.1)");
    }
    RequestedKey key = RequestedKey.of(info.getSubjectPublicKeyInfo());
    Asked asked = asked(extensions(request));
    String commonName = commonName(info.getSubject());
    verify(request, signed, key);
    byte[] spki = Encoded.der(info.getSubjectPublicKeyInfo());
    return new CertificateRequest(
        Octets.of(spki),
        sha256(spki),
        key.thumbprint(),
        key.kind(),
        names(asked, commonName),
        commonName,
        asked.foreign());
  }

  private record Asked(List<String> names, boolean foreign) {}

  /// The requested extensions; there is at most one attribute of them, with one value (RFC 2985
  /// §5.4.2).
  private static Optional<Extensions> extensions(CertificationRequest request) {
    var attributes = request.getCertificationRequestInfo().getAttributes();
    if (attributes == null) {
      return Optional.empty();
    }
    List<Attribute> requests =
        Arrays.stream(attributes.toArray())
            .map(Attribute::getInstance)
            .filter(it -> EXTENSION_REQUESTS.contains(it.getAttrType()))
            .toList();
    if (requests.isEmpty()) {
      return Optional.empty();
    }
    ASN1Encodable[] values = requests.getFirst().getAttributeValues();
    if (requests.size() > 1 || values.length > 1) {
      throw bad("the request asks for extensions more than once");
    }
    if (values.length == 0 || ASN1Sequence.getInstance(values[0]).size() == 0) {
      throw bad("the request asks for extensions and names none; leave the attribute out");
    }
    return Optional.of(Extensions.getInstance(values[0]));
  }

  private static Asked asked(Optional<Extensions> extensions) {
    Optional<Extension> alternatives =
        extensions.map(it -> it.getExtension(Extension.subjectAlternativeName));
    if (alternatives.isEmpty()) {
      return new Asked(List.of(), false);
    }
    GeneralName[] all = GeneralNames.getInstance(alternatives.get().getParsedValue()).getNames();
    if (all.length == 0) {
      throw bad("the subjectAltName is empty");
    }
    List<String> names =
        Arrays.stream(all)
            .filter(it -> it.getTagNo() == GeneralName.dNSName)
            .map(it -> ASN1IA5String.getInstance(it.getName()).getString())
            .toList();
    return new Asked(names, names.size() < all.length);
  }

  private static String commonName(X500Name subject) {
    List<AttributeTypeAndValue> found =
        Arrays.stream(subject.getRDNs())
            .flatMap(part -> Arrays.stream(part.getTypesAndValues()))
            .filter(part -> part.getType().equals(BCStyle.CN))
            .toList();
    if (found.isEmpty()) {
      return "";
    }
    if (found.size() > 1 || !(found.getFirst().getValue() instanceof ASN1String text)) {
      throw bad("the subject has several common names, or one that is no text");
    }
    String name = text(text);
    if (name.codePointCount(0, name.length()) > LONGEST_COMMON_NAME) {
      throw bad("the common name is longer than " + LONGEST_COMMON_NAME + " characters");
    }
    return name;
  }

  /// Bouncy Castle gives a UniversalString as hexadecimal digits of its encoding.
  private static String text(ASN1String string) {
    if (!(string instanceof ASN1UniversalString universal)) {
      return string.getString();
    }
    try {
      return UTF_32.newDecoder().decode(ByteBuffer.wrap(universal.getOctets())).toString();
    } catch (CharacterCodingException e) {
      throw bad("the common name is no UniversalString");
    }
  }

  /// The names of both places, in lower case. A common name that is no DNS name is not one of them:
  /// whoever orders names looks at it as it is written.
  private static Set<DnsName> names(Asked asked, String commonName) {
    Set<DnsName> names = new LinkedHashSet<>();
    for (String name : asked.names()) {
      names.add(
          dnsName(name)
              .orElseThrow(() -> bad("the subjectAltName has a name that is no DNS name")));
    }
    dnsName(commonName).ifPresent(names::add);
    return names;
  }

  private static Optional<DnsName> dnsName(String text) {
    try {
      return Optional.of(DnsName.parse(text));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  /// Whoever asks has the private key (RFC 2986 §3).
  private static void verify(CertificationRequest request, byte[] signed, RequestedKey key) {
    if (!RequestSignatures.areStrong(request.getSignatureAlgorithm())) {
      throw bad("the request is signed with an algorithm that is too weak or not known");
    }
    if (!RequestSignatures.verifies(request, signed, key.key())) {
      throw bad("the request's signature does not verify");
    }
  }

  private static Octets sha256(byte[] octets) {
    try {
      return Octets.of(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Refusal bad(String detail) {
    return new Refusal(Reason.BAD_CSR, detail);
  }
}
