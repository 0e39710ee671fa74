package shomei.enrollment.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12PBEOutputEncryptorBuilder;
import shomei.enrollment.Secret;
import shomei.enrollment.file.DurableFile;

/// A PKCS#12 file that carries a key into the operating system's store, and is gone after that.
///
/// It is in the old form (triple DES, SHA-1), the only one that every macOS reads. Threat: the file
/// is read while it is there, or found on the disk afterwards. Answer: it is its owner's alone, its
/// password has 130 random bits that only this process and the system's program know, and it is
/// written over before it is deleted.
final class TransferFile {

  private TransferFile() {}

  static void write(
      Path path, String name, KeyPair keys, X509Certificate certificate, Secret password) {
    try {
      PKCS12SafeBag key =
          new PKCS12SafeBagBuilder(
                  PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded()), encryptor(password))
              .addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(name))
              .build();
      PKCS12SafeBag shown =
          new PKCS12SafeBagBuilder(new JcaX509CertificateHolder(certificate)).build();
      byte[] octets =
          new PKCS12PfxPduBuilder()
              .addData(key)
              .addEncryptedData(encryptor(password), shown)
              .build(new BcPKCS12MacCalculatorBuilder(), password.chars())
              .getEncoded();
      DurableFile.write(path, octets);
    } catch (IOException | PKCSException | CertificateEncodingException never) {
      throw new IllegalStateException("Bouncy Castle writes no PKCS#12", never);
    }
  }

  private static OutputEncryptor encryptor(Secret password) {
    return new BcPKCS12PBEOutputEncryptorBuilder(
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
            CBCBlockCipher.newInstance(new DESedeEngine()))
        .build(password.chars());
  }

  /// Wipes it, where it is there.
  static void wipe(Path path) {
    try {
      if (Files.exists(path)) {
        Files.write(path, new byte[(int) Files.size(path)]);
      }
    } catch (IOException kept) {
      // deleted all the same
    }
    DurableFile.delete(path);
  }
}
