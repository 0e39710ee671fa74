package shomei.pki.history;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import shomei.domain.evidence.Checkpoint;
import shomei.domain.evidence.CheckpointReader;
import shomei.domain.evidence.Seal;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.pki.status.Purpose;

/// Verifies what [TokenCheckpoints] made: the signature, the path to a root at the time that the
/// checkpoint names, and that the key is there for checkpoints.
public final class CmsReader implements CheckpointReader {
  private static final Pattern CONTENT =
      Pattern.compile(
          "\\{\"institution\":\"([a-z0-9-]{1,30})\",\"seal\":([0-9]{1,18}),"
              + "\"digest\":\"([0-9a-f]{64})\","
              + "\"at\":\"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}Z)\"\\}");

  private final Set<TrustAnchor> roots;

  private CmsReader(Set<TrustAnchor> roots) {
    this.roots = roots;
  }

  /// @param roots the certificates that are trusted, in PEM
  /// @throws IllegalArgumentException where there are none
  public static CmsReader trusting(InputStream roots) {
    try {
      Set<TrustAnchor> anchors =
          CertificateFactory.getInstance("X.509").generateCertificates(roots).stream()
              .map(root -> new TrustAnchor((X509Certificate) root, null))
              .collect(Collectors.toSet());
      if (anchors.isEmpty()) {
        throw new IllegalArgumentException("there is no certificate in it");
      }
      return new CmsReader(anchors);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it holds something else than certificates", e);
    }
  }

  @Override
  public Reading read(Octets cms) {
    try {
      CMSSignedData signed = new CMSSignedData(cms.octets());
      Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
      if (signers.size() != 1 || signed.getSignedContent() == null) {
        return new Reading.Bad("is not one signature over one content");
      }
      byte[] content = (byte[]) signed.getSignedContent().getContent();
      Matcher fields = CONTENT.matcher(new String(content, StandardCharsets.US_ASCII));
      if (!fields.matches()) {
        return new Reading.Bad("holds something else");
      }
      return judge(signed, signers.iterator().next(), checkpoint(fields));
    } catch (CMSException | RuntimeException e) {
      return new Reading.Bad("cannot be read");
    } catch (CertPathBuilderException e) {
      return new Reading.Bad("is not signed below a root that is trusted");
    } catch (GeneralSecurityException | OperatorCreationException e) {
      return new Reading.Bad("cannot be verified");
    }
  }

  private static Checkpoint checkpoint(Matcher fields) {
    return new Checkpoint(
        new Seal.Head(
            new InstitutionId(fields.group(1)),
            Long.parseLong(fields.group(2)),
            Octets.ofHex(fields.group(3))),
        Instant.parse(fields.group(4)));
  }

  private Reading judge(CMSSignedData signed, SignerInformation signer, Checkpoint checkpoint)
      throws GeneralSecurityException, OperatorCreationException, CMSException {
    Collection<X509CertificateHolder> all = signed.getCertificates().getMatches(null);
    List<X509Certificate> own =
        certificates(all.stream().filter(it -> signer.getSID().match(it)).toList());
    if (own.size() != 1) {
      return new Reading.Bad("lacks its signer's certificate");
    }
    X509Certificate certificate = own.getFirst();
    if (!signer.verify(
        new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
      return new Reading.Bad("has a wrong signature");
    }
    List<String> usages = certificate.getExtendedKeyUsage();
    if (usages == null || !usages.equals(List.of(Purpose.HISTORY.usage()))) {
      return new Reading.Bad("is signed with a key that is for something else");
    }
    trust(certificate, certificates(all), checkpoint.at());
    return new Reading.Good(checkpoint);
  }

  private void trust(X509Certificate certificate, List<X509Certificate> all, Instant at)
      throws GeneralSecurityException {
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(certificate);
    PKIXBuilderParameters path = new PKIXBuilderParameters(roots, target);
    path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
    path.setDate(Date.from(at));
    path.setRevocationEnabled(false);
    CertPathBuilder.getInstance("PKIX").build(path);
  }

  private static List<X509Certificate> certificates(Collection<X509CertificateHolder> holders)
      throws GeneralSecurityException {
    var converter = new JcaX509CertificateConverter();
    List<X509Certificate> certificates = new ArrayList<>();
    for (X509CertificateHolder holder : holders) {
      certificates.add(converter.getCertificate(holder));
    }
    return certificates;
  }
}
