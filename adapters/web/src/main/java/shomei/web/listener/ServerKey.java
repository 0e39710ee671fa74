package shomei.web.listener;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;
import shomei.domain.kernel.Octets;

/// The certificate and key that a listener shows, as their files were at one moment.
///
/// *Threat:* a file is looked at and another is used, or certificate and key are of two renewals.
/// *Answer:* each file is read once, what was read is what is shown, and it is tried whether the
/// key is the certificate's.
final class ServerKey {
  private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");
  private static final byte[] TRIED = {1};

  private final String read;
  private final KeyCertOptions options;
  private final X509Certificate certificate;

  private ServerKey(String read, KeyCertOptions options, X509Certificate certificate) {
    this.read = read;
    this.options = options;
    this.certificate = certificate;
  }

  /// @throws IllegalStateException in words for an operator, where the files cannot be used
  static ServerKey read(ListenerSettings.KeyMaterial material, Vertx vertx) {
    return switch (material) {
      case ListenerSettings.KeyMaterial.Pem(var chain, var key) -> {
        byte[] first = octets(chain);
        byte[] second = octets(key);
        yield of(
            chain + " and " + key,
            Octets.of(first).sha256().hex() + Octets.of(second).sha256().hex(),
            new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(first))
                .setKeyValue(Buffer.buffer(second)),
            vertx);
      }
      case ListenerSettings.KeyMaterial.Pkcs12(var store, var password) -> {
        byte[] whole = octets(store);
        yield of(
            store.toString(),
            Octets.of(whole).sha256().hex(),
            new PfxOptions().setValue(Buffer.buffer(whole)).setPassword(password),
            vertx);
      }
    };
  }

  private static byte[] octets(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  private static ServerKey of(String files, String digest, KeyCertOptions options, Vertx vertx) {
    X509KeyManager manager = manager(files, options, vertx);
    String alias =
        KEY_TYPES.stream()
            .flatMap(type -> Stream.ofNullable(manager.getServerAliases(type, null)))
            .flatMap(Stream::of)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(files + " hold no key for TLS"));
    X509Certificate certificate = manager.getCertificateChain(alias)[0];
    if (!belong(certificate, manager.getPrivateKey(alias))) {
      throw new IllegalStateException(files + ": the key is not the certificate's");
    }
    return new ServerKey(digest, options, certificate);
  }

  private static X509KeyManager manager(String files, KeyCertOptions options, Vertx vertx) {
    try {
      return Stream.of(options.getKeyManagerFactory(vertx).getKeyManagers())
          .filter(X509KeyManager.class::isInstance)
          .map(X509KeyManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(files + " hold no key for TLS"));
    } catch (IllegalStateException told) {
      throw told;
    } catch (Exception broken) {
      // whatever the library throws: its message may hold what it read
      throw new IllegalStateException(
          files + " hold no certificate and key: " + broken.getClass().getSimpleName(), broken);
    }
  }

  private static boolean belong(X509Certificate certificate, PrivateKey key) {
    String scheme =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signing = Signature.getInstance(scheme);
      signing.initSign(key);
      signing.update(TRIED);
      byte[] signed = signing.sign();
      Signature looking = Signature.getInstance(scheme);
      looking.initVerify(certificate.getPublicKey());
      looking.update(TRIED);
      return looking.verify(signed);
    } catch (GeneralSecurityException other) {
      return false;
    }
  }

  KeyCertOptions options() {
    return options;
  }

  /// The server's own.
  X509Certificate certificate() {
    return certificate;
  }

  /// Whether the files are what they were then.
  boolean same(ServerKey other) {
    return read.equals(other.read);
  }
}
