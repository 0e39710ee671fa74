package shomei.enrollment.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import shomei.enrollment.file.DurableFile;
import shomei.protocol.json.Json;

/// The key of an account, on P-256, in a file that only its owner can read.
///
/// Threat: somebody copies the file. The account alone acquires and renews nothing: that takes the
/// PIN or the certificate's key. Its thief could use a right that was proven a moment ago and not
/// yet used, and could have this account's certificates revoked: a nuisance that is seen at once
/// and mended by re-acquisition. A password on it would be asked for at every look at the server,
/// and would end up in a file beside it.
public final class AccountKey {
  private final Path file;

  public AccountKey(Path file) {
    this.file = file;
  }

  /// @param privateKey PKCS#8 in Base64
  /// @param publicKey SubjectPublicKeyInfo in Base64
  private record Stored(String privateKey, String publicKey) {
    @Override
    public String toString() {
      return "Stored[]";
    }
  }

  public Optional<KeyPair> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Stored stored = Profile.parse(file, Stored.class);
    Base64.Decoder decoder = Base64.getDecoder();
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return Optional.of(
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(decoder.decode(stored.publicKey()))),
              factory.generatePrivate(
                  new PKCS8EncodedKeySpec(decoder.decode(stored.privateKey())))));
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      throw Profile.damaged(file, broken);
    }
  }

  public static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException("every Java platform has P-256", never);
    }
  }

  public void write(KeyPair keys) {
    Base64.Encoder encoder = Base64.getEncoder();
    DurableFile.write(
        file,
        Json.write(
            new Stored(
                encoder.encodeToString(keys.getPrivate().getEncoded()),
                encoder.encodeToString(keys.getPublic().getEncoded()))));
  }
}
