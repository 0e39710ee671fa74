package shomei.pki.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.Time;
import shomei.domain.kernel.Octets;
import shomei.domain.status.CrlSigner;
import shomei.domain.status.Statuses;
import shomei.pki.der.Encoded;

/// A CRL in the making. Its entries are held as the octets that they become, in pieces, and nothing
/// else of them: a CRL of a million entries takes a few times its own 36 MB. Bouncy Castle's
/// generator holds an object tree instead (README.md has the figures).
final class CrlForm {
  private static final int PIECE = 1 << 20;
  private static final int LARGEST_ENTRY = 64;
  private static final int SEQUENCE = BERTags.CONSTRUCTED | BERTags.SEQUENCE;

  private final Authority ca;
  private final List<byte[]> full = new ArrayList<>();
  private ByteArrayOutputStream piece = new ByteArrayOutputStream(1024);
  private Instant lastDate = Instant.MIN;
  private Time lastTime = new Time(Date.from(Instant.EPOCH));

  CrlForm(Authority ca) {
    this.ca = ca;
  }

  /// The next entry. A reason is named where one was given (RFC 5280 §5.3.1).
  void add(Statuses.Revoked revoked) {
    ASN1Integer serial = new ASN1Integer(revoked.serial().number());
    Time date = time(revoked.revocation().at());
    DERSequence entry =
        revoked
            .revocation()
            .reason()
            .filter(reason -> reason.code() != CRLReason.unspecified)
            .map(
                reason ->
                    new DERSequence(
                        new ASN1Encodable[] {
                          serial, date, extensions(CRLReason.lookup(reason.code()))
                        }))
            .orElseGet(() -> new DERSequence(new ASN1Encodable[] {serial, date}));
    piece.writeBytes(Encoded.der(entry));
    if (piece.size() > PIECE - LARGEST_ENTRY) {
      full.add(piece.toByteArray());
      piece = new ByteArrayOutputStream(PIECE);
    }
  }

  /// Many entries share an instant, where many were revoked at once.
  private Time time(Instant instant) {
    if (!instant.equals(lastDate)) {
      lastDate = instant;
      lastTime = new Time(Date.from(instant));
    }
    return lastTime;
  }

  private static ASN1Encodable extensions(CRLReason reason) {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    add(extensions, Extension.reasonCode, false, reason);
    return extensions.generate();
  }

  /// Signs what was added.
  ///
  /// @param address its own, for the issuing distribution point
  /// @return DER CertificateList
  Octets signed(CrlSigner.Head head, String address) {
    byte[] algorithm = Encoded.der(ca.signer().scheme().identifier());
    byte[] before =
        joined(
            Encoded.der(new ASN1Integer(BigInteger.ONE)),
            algorithm,
            Encoded.der(ca.name()),
            Encoded.der(new Time(Date.from(head.thisUpdate()))),
            Encoded.der(new Time(Date.from(head.nextUpdate()))));
    byte[] behind = Encoded.der(new DERTaggedObject(true, 0, extensions(head, address)));
    byte[] toBeSigned = toBeSigned(before, behind);
    byte[] signature = Encoded.der(new DERBitString(ca.signer().sign(toBeSigned)));
    int length = toBeSigned.length + algorithm.length + signature.length;
    return Octets.of(joined(header(length), toBeSigned, algorithm, signature));
  }

  /// The list of entries is left out where it is empty (RFC 5280 §5.1.2.6).
  private byte[] toBeSigned(byte[] before, byte[] behind) {
    full.add(piece.toByteArray());
    int entries = full.stream().mapToInt(part -> part.length).sum();
    byte[] listHeader = entries == 0 ? new byte[0] : header(entries);
    byte[] header = header(before.length + listHeader.length + entries + behind.length);
    List<byte[]> parts = new ArrayList<>(List.of(header, before, listHeader));
    parts.addAll(full);
    parts.add(behind);
    full.clear();
    return joined(parts.toArray(byte[][]::new));
  }

  private ASN1Encodable extensions(CrlSigner.Head head, String address) {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    add(
        extensions,
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(ca.keyId()));
    add(extensions, Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(head.number())));
    if (head.partitioned()) {
      var name =
          new DistributionPointName(
              new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address)));
      add(
          extensions,
          Extension.issuingDistributionPoint,
          true,
          new IssuingDistributionPoint(name, false, false));
    }
    return extensions.generate();
  }

  private static void add(
      ExtensionsGenerator extensions,
      ASN1ObjectIdentifier oid,
      boolean critical,
      ASN1Encodable value) {
    try {
      extensions.addExtension(oid, critical, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Tag and length of a SEQUENCE (X.690 §8.1.3, §10.1).
  private static byte[] header(int length) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(SEQUENCE);
    if (length < 0x80) {
      header.write(length);
    } else {
      byte[] octets = BigInteger.valueOf(length).toByteArray();
      int from = octets[0] == 0 ? 1 : 0;
      header.write(0x80 | octets.length - from);
      header.write(octets, from, octets.length - from);
    }
    return header.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
