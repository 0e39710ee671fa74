package shomei.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The TLS identity of the demo's web server, for `localhost` and the fresh hosts of logins below
/// `login.localhost`, and the CA that clients trust it by. It has nothing to do with the CAs that
/// Shomei runs.
///
/// @param authority PEM of the CA's certificate
/// @param certificate PEM
/// @param key PEM of the private key, PKCS#8
public record WebIdentity(Path authority, Path certificate, Path key) {
  private static final Duration VALIDITY = Duration.ofDays(3650);

  /// Takes what an earlier run left in the folder, or makes it.
  public static WebIdentity in(Path folder, Instant now) {
    WebIdentity identity =
        new WebIdentity(
            folder.resolve("web-ca.pem"), folder.resolve("web.pem"), folder.resolve("web.key"));
    if (!Files.exists(identity.authority())) {
      try {
        identity.make(now);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (GeneralSecurityException | OperatorCreationException e) {
        throw new IllegalStateException("the web server's identity cannot be made", e);
      }
    }
    return identity;
  }

  private void make(Instant now)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPair ca = keys();
    KeyPair web = keys();
    X500Name caName = new X500Name("CN=Shomei demo web CA");
    JcaX509v3CertificateBuilder root = builder(caName, caName, ca, now);
    root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    JcaX509v3CertificateBuilder leaf = builder(caName, new X500Name("CN=localhost"), web, now);
    leaf.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.dNSName, "login.localhost"),
              new GeneralName(GeneralName.dNSName, "*.login.localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "::1")
            }));
    leaf.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    write(certificate, sign(leaf, ca));
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    write(key, new JcaPKCS8Generator(web.getPrivate(), null));
    write(authority, sign(root, ca)); // last: its presence says that all is there
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair keys, Instant now) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(126, new SecureRandom()).setBit(126),
        Date.from(now.minus(Duration.ofDays(1))),
        Date.from(now.plus(VALIDITY)),
        subject,
        keys.getPublic());
  }

  private static X509CertificateHolder sign(JcaX509v3CertificateBuilder certificate, KeyPair ca)
      throws OperatorCreationException {
    return certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(ca.getPrivate()));
  }

  private static void write(Path file, Object object) throws IOException {
    try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
      writer.writeObject(object);
    }
  }
}
