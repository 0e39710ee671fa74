package shomei.pki.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import shomei.domain.evidence.Canonical;
import shomei.domain.evidence.Checkpoint;
import shomei.domain.evidence.CheckpointSigner;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.pki.key.Signer;
import shomei.pki.status.Delegate;
import shomei.pki.status.Delegates;

/// Checkpoints as CMS SignedData (RFC 5652), the content attached, so that any tool verifies and
/// shows them. The content is one line of JSON, always of the same form.
public final class TokenCheckpoints implements CheckpointSigner {
  private final Delegates delegates;

  /// @param delegates for the purpose HISTORY
  public TokenCheckpoints(Delegates delegates) {
    this.delegates = delegates;
  }

  @Override
  public Octets sign(IssuerId ca, Checkpoint checkpoint) {
    return delegates.sign(ca, delegate -> signed(delegate, checkpoint));
  }

  private static Octets signed(Delegate delegate, Checkpoint checkpoint) {
    try {
      var time = new Attribute(CMSAttributes.signingTime, new DERSet(new Time(date(checkpoint))));
      var own = new X509CertificateHolder(delegate.certificate());
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
              .setSignedAttributeGenerator(
                  new DefaultSignedAttributeTableGenerator(new AttributeTable(time)))
              .build(new OnToken(delegate.signer()), own));
      generator.addCertificate(own);
      generator.addCertificate(new X509CertificateHolder(delegate.ca()));
      byte[] content = content(checkpoint).getBytes(StandardCharsets.US_ASCII);
      return Octets.of(
          generator
              .generate(new CMSProcessableByteArray(content), true)
              .getEncoded(ASN1Encoding.DL));
    } catch (CMSException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Date date(Checkpoint checkpoint) {
    return Date.from(checkpoint.at());
  }

  /// Nothing in it needs escaping.
  private static String content(Checkpoint checkpoint) {
    return "{\"institution\":\"%s\",\"seal\":%d,\"digest\":\"%s\",\"at\":\"%s\"}"
        .formatted(
            checkpoint.head().institution(),
            checkpoint.head().number(),
            checkpoint.head().digest().hex(),
            Canonical.time(checkpoint.at()));
  }

  /// Our signer as Bouncy Castle calls one.
  private static final class OnToken implements ContentSigner {
    private final Signer signer;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    private OnToken(Signer signer) {
      this.signer = signer;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return signer.scheme().identifier();
    }

    @Override
    public OutputStream getOutputStream() {
      return message;
    }

    @Override
    public byte[] getSignature() {
      return signer.sign(message.toByteArray());
    }
  }
}
