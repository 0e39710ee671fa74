package shomei.tool.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.KeyStore;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.state.DurableFile;
import shomei.tool.talk.Secret;

/// A PKCS#12 file (RFC 7292): AES-256 and SHA-256 under PBES2, which Windows since 1709, OpenSSL
/// since 1.1 and Java since 8u301 read. The key that waits is in a file of the same kind, under the
/// same password.
///
/// Threat: the file is copied and its password guessed. Each guess costs 100 000 rounds of
/// HMAC-SHA-256; the password's length is up to the person.
public final class Pkcs12File implements KeyStorePlace {
  private static final String ROUNDS = "100000";

  static {
    for (String property :
        List.of(
            "keystore.pkcs12.macIterationCount",
            "keystore.pkcs12.keyPbeIterationCount",
            "keystore.pkcs12.certPbeIterationCount")) {
      Security.setProperty(property, ROUNDS);
    }
  }

  private final Path file;
  private final Path waiting;
  private final Path backup;
  private final FilePassword password;
  // what was opened in this run: each opening costs what a guess costs
  private @Nullable KeyPair waitingKey;
  private @Nullable KeyPair currentKey;

  /// @param waiting where a key waits for its certificate
  public Pkcs12File(Path file, Path waiting, FilePassword password) {
    this.file = file;
    this.waiting = waiting;
    this.backup = file.resolveSibling(file.getFileName() + ".old");
    this.password = password;
  }

  @Override
  public KeyPair makeKey(String name, KeyType type) {
    Secret secret = password.fresh();
    try {
      KeyPair keys = type.generator().generateKeyPair();
      write(waiting, name, keys, List.of(Placeholder.of(keys, name)), secret);
      waitingKey = keys;
      return keys;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("the Java platform makes no such key: " + type, missing);
    }
  }

  @Override
  public Optional<KeyPair> waitingKey(String name, boolean mayDiscard) {
    if (!Files.exists(waiting)) {
      return Optional.empty();
    }
    Optional<PrivateKeyEntry> entry = opening(waiting);
    if (entry.isEmpty() && !mayDiscard) {
      throw ToolFailure.of(ExitCode.STORE, "fail.wrongPassword", waiting);
    }
    waitingKey = entry.map(Pkcs12File::keys).orElse(null);
    return Optional.ofNullable(waitingKey);
  }

  @Override
  public KeyPair currentKey(X509Certificate certificate) {
    KeyPair known = currentKey;
    if (known != null && known.getPublic().equals(certificate.getPublicKey())) {
      return known;
    }
    if (!Files.exists(file)) {
      throw ToolFailure.of(ExitCode.STORE, "fail.storeGone", file);
    }
    PrivateKeyEntry entry = opened(file);
    if (!entry.getCertificate().equals(certificate)) {
      throw ToolFailure.of(ExitCode.STORE, "fail.otherCertificate", file);
    }
    KeyPair opened = keys(entry);
    currentKey = opened;
    return opened;
  }

  @Override
  public void backUp() {
    if (Files.exists(file)) {
      DurableFile.write(backup, DurableFile.read(file));
    }
  }

  @Override
  public void install(String name, List<X509Certificate> chain) {
    KeyPair known = waitingKey;
    KeyPair keys = known != null ? known : keys(opened(waiting));
    if (!keys.getPublic().equals(chain.getFirst().getPublicKey())) {
      throw ToolFailure.of(ExitCode.STORE, "fail.otherCertificate", waiting);
    }
    write(file, name, keys, chain, password.fresh());
    if (!opened(file).getCertificate().equals(chain.getFirst())) {
      throw ToolFailure.of(ExitCode.STORE, "fail.otherCertificate", file);
    }
  }

  @Override
  public void discard(String name) {
    waitingKey = null;
    DurableFile.delete(waiting);
  }

  @Override
  public void tidy(String name) {
    DurableFile.delete(waiting);
    DurableFile.delete(backup);
  }

  @Override
  public String description() {
    return file.toString();
  }

  private static void write(
      Path target, String alias, KeyPair keys, List<X509Certificate> chain, Secret secret) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          alias, keys.getPrivate(), secret.chars(), chain.toArray(X509Certificate[]::new));
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      store.store(octets, secret.chars());
      DurableFile.write(target, octets.toByteArray());
    } catch (GeneralSecurityException | IOException fault) {
      throw new IllegalStateException("the Java platform writes no PKCS#12", fault);
    }
  }

  private PrivateKeyEntry opened(Path source) {
    return opening(source)
        .orElseThrow(() -> ToolFailure.of(ExitCode.STORE, "fail.wrongPassword", source));
  }

  private Optional<PrivateKeyEntry> opening(Path source) {
    byte[] octets = DurableFile.read(source);
    return password.opening(source.toString(), secret -> open(source, octets, secret));
  }

  /// @return empty where the password is wrong
  private static Optional<PrivateKeyEntry> open(Path source, byte[] octets, Secret secret) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(octets), secret.chars());
      PasswordProtection protection = new PasswordProtection(secret.chars());
      for (String alias : Collections.list(store.aliases())) {
        if (store.getEntry(alias, protection) instanceof PrivateKeyEntry entry) {
          return Optional.of(entry);
        }
      }
      throw ToolFailure.of(ExitCode.STORE, "fail.damagedFile", source);
    } catch (IOException broken) {
      if (broken.getCause() instanceof UnrecoverableKeyException) {
        return Optional.empty();
      }
      throw ToolFailure.because(broken, ExitCode.STORE, "fail.damagedFile", source);
    } catch (GeneralSecurityException broken) {
      throw ToolFailure.because(broken, ExitCode.STORE, "fail.damagedFile", source);
    }
  }

  private static KeyPair keys(PrivateKeyEntry entry) {
    return new KeyPair(entry.getCertificate().getPublicKey(), entry.getPrivateKey());
  }
}
