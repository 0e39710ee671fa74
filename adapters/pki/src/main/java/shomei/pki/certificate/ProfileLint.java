package shomei.pki.certificate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertificate;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Octets;
import shomei.pki.der.Encoded;
import shomei.pki.der.KeyTypes;

/// Judges whether a TBSCertificate, sound by [Lint], is the one that was asked for: the template's,
/// to the institution's profile.
final class ProfileLint {
  private final CertificateTemplate template;
  private final TBSCertificate certificate;
  private final List<String> faults = new ArrayList<>();

  private ProfileLint(CertificateTemplate template, TBSCertificate certificate) {
    this.template = template;
    this.certificate = certificate;
  }

  /// @param der DER TBSCertificate in which [Lint] found no fault
  static List<String> faults(CaCertificate ca, CertificateTemplate template, byte[] der) {
    ProfileLint lint = new ProfileLint(template, TBSCertificate.getInstance(der));
    lint.fields(ca.issuer().generation());
    lint.usage();
    lint.names();
    return List.copyOf(lint.faults);
  }

  private void require(boolean kept, String fault) {
    if (!kept) {
      faults.add(fault);
    }
  }

  private void fields(int generation) {
    require(
        certificate.getSerialNumber().hasValue(template.serial().number()),
        "has another serial than was reserved");
    require(
        Octets.of(Encoded.der(certificate.getSubjectPublicKeyInfo())).equals(template.key()),
        "has another key than was requested");
    require(profileTakesKey(), "has a key that the profile does not take");
    require(
        at(certificate.getStartDate().getDate().toInstant(), template.notBefore())
            && at(certificate.getEndDate().getDate().toInstant(), template.notAfter()),
        "has another validity than was decided");
    require(
        !template.profile().endsWithDay() || endsDay(template.notAfter()),
        "does not end with a day (UTC)");
    require(subject().equals(expectedSubject(generation)), "has another subject than was decided");
  }

  private boolean profileTakesKey() {
    return KeyTypes.of(certificate.getSubjectPublicKeyInfo())
        .filter(template.profile().keys()::contains)
        .isPresent();
  }

  private static boolean at(Instant one, Instant other) {
    return one.truncatedTo(ChronoUnit.SECONDS).equals(other.truncatedTo(ChronoUnit.SECONDS));
  }

  private static boolean endsDay(Instant notAfter) {
    return at(
        notAfter, notAfter.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS).minusSeconds(1));
  }

  private List<String> subject() {
    return Arrays.stream(certificate.getSubject().getRDNs())
        .map(RDN::getFirst)
        .map(part -> part.getType() + "=" + part.getValue())
        .toList();
  }

  private List<String> expectedSubject(int generation) {
    List<String> parts = new ArrayList<>();
    if (template.names().isEmpty()) {
      parts.add(BCStyle.O + "=" + template.institution().organization());
      parts.add(BCStyle.OU + "=" + template.institution().unit() + "-G" + generation);
    }
    template.commonName().ifPresent(name -> parts.add(BCStyle.CN + "=" + name));
    return parts;
  }

  private void usage() {
    Set<String> wanted = new HashSet<>(template.profile().extendedKeyUsages());
    List<String> purposes =
        Arrays.stream(ExtendedKeyUsage.getInstance(value(Extension.extendedKeyUsage)).getUsages())
            .map(KeyPurposeId::getId)
            .toList();
    require(
        purposes.size() == wanted.size() && wanted.equals(Set.copyOf(purposes)),
        "has other purposes than the profile");
    boolean mayDecrypt =
        wanted.contains(KeyPurposeId.id_kp_serverAuth.getId())
            && certificate
                .getSubjectPublicKeyInfo()
                .getAlgorithm()
                .getAlgorithm()
                .equals(PKCSObjectIdentifiers.rsaEncryption);
    int usage = KeyUsage.digitalSignature | (mayDecrypt ? KeyUsage.keyEncipherment : 0);
    require(
        KeyUsage.getInstance(value(Extension.keyUsage)).equals(new KeyUsage(usage)),
        "may be used for more than its profile and key are for, or for less");
    List<String> policies =
        Arrays.stream(
                CertificatePolicies.getInstance(value(Extension.certificatePolicies))
                    .getPolicyInformation())
            .map(policy -> policy.getPolicyIdentifier().getId())
            .toList();
    require(
        policies.equals(List.of(template.profile().policyOid())),
        "is under another policy than the profile's, or under several");
  }

  private void names() {
    List<String> wanted = template.names().stream().map(DnsName::toString).toList();
    List<String> found =
        Optional.ofNullable(
                certificate.getExtensions().getExtension(Extension.subjectAlternativeName))
            .map(
                extension ->
                    Arrays.stream(GeneralNames.getInstance(extension.getParsedValue()).getNames())
                        .map(name -> name.getName().toString())
                        .toList())
            .orElse(List.of());
    require(found.equals(wanted), "has other alternative names than were ordered");
    require(
        wanted.isEmpty() || template.commonName().map(wanted::contains).orElse(true),
        "has a common name that is none of its DNS names");
  }

  private ASN1Encodable value(ASN1ObjectIdentifier extension) {
    return certificate.getExtensions().getExtensionParsedValue(extension);
  }
}
