package shomei.pki.key;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.kernel.PlainText;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Keys in a PKCS#12 file, for development: whoever reads the file and its password has the CA.
/// Says so whenever it is opened. One process at a time may add keys.
public final class SoftCryptoToken implements CryptoToken {
  private static final Logger LOG = LoggerFactory.getLogger(SoftCryptoToken.class);

  private final Path file;
  private final char[] password;
  private volatile OpenStore open;
  private final ReentrantLock adding = new ReentrantLock();

  private SoftCryptoToken(Path file, char[] password, OpenStore open) {
    this.file = file;
    this.password = password;
    this.open = open;
  }

  /// Opens the file, or makes it with the first key.
  ///
  /// @param passwordFile the password, with or without a line end
  /// @throws IllegalArgumentException where the file is none or the password is another
  public static SoftCryptoToken open(Path file, Path passwordFile) {
    try {
      char[] password =
          PlainText.of(Files.readAllBytes(passwordFile))
              .orElseThrow(() -> new IOException(passwordFile + " is not text in UTF-8"))
              .strip()
              .toCharArray();
      LOG.warn(
          "THE KEYS OF THE CA ARE IN THE FILE {}: for development only, use a PKCS#11 token", file);
      return new SoftCryptoToken(file, password, read(file, password));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("cannot open the key file " + file, e);
    }
  }

  private static OpenStore read(Path file, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    if (Files.exists(file)) {
      try (var in = Files.newInputStream(file)) {
        store.load(in, password);
      }
    } else {
      store.load(null, password);
    }
    return new OpenStore(store, Software.PROVIDER, password, new ConcurrentHashMap<>());
  }

  @Override
  public byte[] sign(String label, PublicKey owner, byte[] message) {
    return using(label, store -> store.sign(label, owner, message));
  }

  @Override
  public byte[] mac(String label, byte[] data) {
    return using(label, store -> store.mac(label, data));
  }

  @Override
  public List<X509Certificate> certificates(String label) {
    return using(label, store -> store.certificates(label));
  }

  private interface Work<T> {
    T on(OpenStore store) throws GeneralSecurityException;
  }

  /// A label that is not known may have come with another process: the file is read again.
  private <T> T using(String label, Work<T> work) {
    try {
      if (!open.has(label)) {
        open = read(file, password);
      }
      return work.on(open);
    } catch (GeneralSecurityException | IOException e) {
      LOG.error("the key file {} has no use for {}: {}", file, label, e.getMessage());
      throw Refusal.retry(
          Reason.UNAVAILABLE, "the CA cannot sign at the moment", Duration.ofSeconds(5));
    }
  }

  @Override
  public List<X509Certificate> create(String label, KeyKind kind, Certifier certifier) {
    return adding(
        label,
        store -> {
          if (store.has(label)) {
            throw new IllegalStateException("the key file has a key " + label + " already");
          }
          OpenStore.Made made = store.generate(kind);
          SignatureScheme scheme = SignatureScheme.of(made.owner());
          List<X509Certificate> chain =
              certifier.certify(made.owner(), message -> sign(store, made.key(), scheme, message));
          store.keep(label, made.key(), chain);
          save(store);
          return chain;
        });
  }

  private static byte[] sign(
      OpenStore store, PrivateKey key, SignatureScheme scheme, byte[] message) {
    try {
      return store.sign(key, scheme, message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean createSecret(String label) {
    return adding(
        label,
        store -> {
          if (store.has(label)) {
            return false;
          }
          store.keepSecret(label);
          save(store);
          return true;
        });
  }

  private <T> T adding(String label, Work<T> work) {
    adding.lock();
    try {
      return using(label, work);
    } finally {
      adding.unlock();
    }
  }

  @Override
  public void close() {
    LOG.debug("the key file {} needs no closing", file);
  }

  /// A crash leaves the old file or the new one, never half of one; nobody but its owner reads it.
  private void save(OpenStore changed) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      try (FileChannel channel =
              FileChannel.open(
                  fresh,
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")));
          OutputStream out = Channels.newOutputStream(channel)) {
        changed.store().store(out, password);
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
