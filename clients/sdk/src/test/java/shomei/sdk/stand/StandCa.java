package shomei.sdk.stand;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;

/// A root with everything signed by it directly.
public final class StandCa {
  private static final String ORGANIZATION =
      "O=Stand Bank\\, Ltd.,OU=Stand Bank Internet Banking CA-G2,CN=";

  private final KeyPair keys = keyPair();
  private final X500Name name = new X500Name("O=Stand Bank,CN=Stand CA");
  private final X509Certificate certificate;
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;

  /// @param clock when certificates begin
  public StandCa(InstantSource clock) throws Exception {
    this.clock = clock;
    X509v3CertificateBuilder builder =
        builder(
            name,
            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
            Duration.ofDays(3650));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    // without it NSS does not see that the root is its own issuer, and sends it many times
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    certificate = sign(builder);
  }

  public static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException never) {
      throw new IllegalStateException(never);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  X509Certificate issue(String commonName, PublicKey key, Duration validity) throws Exception {
    X509v3CertificateBuilder builder =
        builder(
            new X500Name(ORGANIZATION + commonName),
            SubjectPublicKeyInfo.getInstance(key.getEncoded()),
            validity);
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    return sign(builder);
  }

  /// The key that a request asks for, if it signed the request.
  static PublicKey requestedKey(byte[] csr) throws Exception {
    PKCS10CertificationRequest request = new PKCS10CertificationRequest(csr);
    SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
    if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
      throw new ProblemException(ProblemType.BAD_CSR, "the signature does not hold");
    }
    return new JcaPEMKeyConverter().getPublicKey(key);
  }

  /// TLS for localhost and 127.0.0.1, where clients may show certificates of this authority.
  public SSLContext tls() throws Exception {
    KeyPair serverKeys = keyPair();
    X509v3CertificateBuilder builder =
        builder(
            new X500Name("CN=localhost"),
            SubjectPublicKeyInfo.getInstance(serverKeys.getPublic().getEncoded()),
            Duration.ofDays(30));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "tls",
        serverKeys.getPrivate(),
        new char[0],
        new X509Certificate[] {sign(builder), certificate});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    store.setCertificateEntry("authority", certificate);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store);
    context.init(managers.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  String chain(X509Certificate own) {
    try {
      return pem(own, certificate);
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }

  public static String pem(X509Certificate... certificates) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (X509Certificate certificate : certificates) {
        writer.writeObject(certificate);
      }
    }
    return text.toString();
  }

  private X509v3CertificateBuilder builder(
      X500Name subject, SubjectPublicKeyInfo key, Duration validity) throws Exception {
    Instant now = clock.instant();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            new BigInteger(127, random).setBit(126),
            Date.from(now.minusSeconds(60)),
            Date.from(now.plus(validity)),
            subject,
            key);
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(keys.getPublic()));
    return builder;
  }

  private X509Certificate sign(X509v3CertificateBuilder builder) throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }
}
