package shomei.pki.request;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import shomei.domain.kernel.Octets;
import shomei.pki.der.Encoded;
import shomei.pki.key.Software;

/// A certificate signing request, good or bad.
final class Csr {
  private final List<Extension> extensions = new ArrayList<>();
  private final List<Attribute> attributes = new ArrayList<>();
  private SubjectPublicKeyInfo key;
  private PrivateKey signer;
  private String algorithm;
  private X500Name subject = new X500Name("");
  private int version;
  private boolean sorted = true;

  private Csr(KeyPair pair) {
    key = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    signer = pair.getPrivate();
    algorithm =
        switch (pair.getPrivate().getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> "Ed25519";
        };
  }

  static Csr of(KeyPair pair) {
    return new Csr(pair);
  }

  Csr key(SubjectPublicKeyInfo other) {
    key = other;
    return this;
  }

  Csr signedBy(PrivateKey other) {
    signer = other;
    return this;
  }

  Csr signedWith(String other) {
    algorithm = other;
    return this;
  }

  Csr subject(String name) {
    subject = new X500Name(name);
    return this;
  }

  Csr subject(X500Name name) {
    subject = name;
    return this;
  }

  Csr version(int other) {
    version = other;
    return this;
  }

  Csr names(GeneralName... names) {
    return extension(Extension.subjectAlternativeName, new GeneralNames(names));
  }

  Csr extension(ASN1ObjectIdentifier oid, ASN1Encodable value) {
    extensions.add(new Extension(oid, false, new DEROctetString(Encoded.der(value))));
    return this;
  }

  Csr attribute(Attribute attribute) {
    attributes.add(attribute);
    return this;
  }

  /// Leaves the attributes in the order in which they were given, as node-forge and PKI.js do.
  Csr unsorted() {
    sorted = false;
    return this;
  }

  Octets octets() {
    ASN1EncodableVector all = new ASN1EncodableVector();
    attributes.forEach(all::add);
    if (!extensions.isEmpty()) {
      ASN1EncodableVector asked = new ASN1EncodableVector();
      extensions.forEach(asked::add);
      all.add(
          new Attribute(
              PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
              new DERSet(new DERSequence(asked))));
    }
    DLSequence info =
        new DLSequence(new ASN1Encodable[] {new ASN1Integer(version), subject, key, tagged(all)});
    try {
      Signature signature = Signature.getInstance(algorithm, Software.PROVIDER);
      signature.initSign(signer);
      signature.update(info.getEncoded(encoding()));
      return Octets.of(
          new DLSequence(
                  new ASN1Encodable[] {
                    info,
                    new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm),
                    new DERBitString(signature.sign())
                  })
              .getEncoded(encoding()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String encoding() {
    return sorted ? ASN1Encoding.DER : ASN1Encoding.DL;
  }

  private static ASN1Encodable tagged(ASN1EncodableVector attributes) {
    return new DLTaggedObject(false, 0, new DLSet(attributes));
  }
}
