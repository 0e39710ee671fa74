package shomei.load.work;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;

/// P-256 keys, and the fastest provider that there is for their signatures.
public final class KeyPairs {
  private KeyPairs() {}

  /// Puts Amazon's provider before the JDK's, for the whole process, where it runs on this
  /// platform.
  ///
  /// @return the name of the provider that signs
  public static String useTheFastestProvider() {
    if (AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null) {
      AmazonCorrettoCryptoProvider.install();
    }
    return Security.getProviders("Signature.SHA256withECDSA")[0].getName();
  }

  static KeyPair p256() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException never) {
      throw new IllegalStateException("every Java platform has P-256", never);
    }
  }
}
