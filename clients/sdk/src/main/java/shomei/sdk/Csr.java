package shomei.sdk;

import java.io.IOException;
import java.security.KeyPair;
import java.security.interfaces.ECKey;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/// Makes certificate signing requests (RFC 2986). The private key may live on a token whose
/// provider is installed in [java.security.Security].
public final class Csr {

  private Csr() {}

  /// For a subscriber: names nothing, since the institution writes the subject.
  ///
  /// @return DER
  public static byte[] ofSubscriber(KeyPair keys) {
    return of(keys, List.of());
  }

  /// @param dnsNames go into subjectAltName
  /// @return DER
  public static byte[] of(KeyPair keys, List<String> dnsNames) {
    JcaPKCS10CertificationRequestBuilder request =
        new JcaPKCS10CertificationRequestBuilder(new X500Name(new RDN[0]), keys.getPublic());
    try {
      if (!dnsNames.isEmpty()) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        GeneralName[] names =
            dnsNames.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        request.addAttribute(
            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
      }
      return request.build(signer(keys)).getEncoded();
    } catch (IOException | OperatorCreationException fault) {
      throw new IllegalArgumentException("the key cannot sign a request", fault);
    }
  }

  /// Signs with the usual algorithm of the key.
  public static ContentSigner signer(KeyPair keys) throws OperatorCreationException {
    return new JcaContentSignerBuilder(algorithm(keys)).build(keys.getPrivate());
  }

  private static String algorithm(KeyPair keys) {
    return switch (keys.getPublic()) {
      case ECKey ec when ec.getParams().getOrder().bitLength() > 256 -> "SHA384withECDSA";
      case ECKey ec -> "SHA256withECDSA";
      case java.security.interfaces.RSAKey rsa -> "SHA256withRSA";
      case java.security.interfaces.EdECKey ed -> "Ed25519";
      default ->
          throw new IllegalArgumentException("no such key: " + keys.getPublic().getAlgorithm());
    };
  }
}
