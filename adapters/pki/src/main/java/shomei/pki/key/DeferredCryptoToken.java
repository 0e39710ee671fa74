package shomei.pki.key;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// CryptoToken that are opened when one of them is used, for a program that may do without.
public final class DeferredCryptoToken implements CryptoToken {
  private final Supplier<? extends CryptoToken> opening;
  private @Nullable CryptoToken opened;

  /// @param opening what it throws, the first use throws
  public DeferredCryptoToken(Supplier<? extends CryptoToken> opening) {
    this.opening = opening;
  }

  private synchronized CryptoToken opened() {
    CryptoToken keys = opened;
    if (keys == null) {
      keys = opening.get();
      opened = keys;
    }
    return keys;
  }

  @Override
  public byte[] sign(String label, PublicKey owner, byte[] message) {
    return opened().sign(label, owner, message);
  }

  @Override
  public byte[] mac(String label, byte[] data) {
    return opened().mac(label, data);
  }

  @Override
  public List<X509Certificate> certificates(String label) {
    return opened().certificates(label);
  }

  @Override
  public List<X509Certificate> create(String label, KeyKind kind, Certifier certifier) {
    return opened().create(label, kind, certifier);
  }

  @Override
  public boolean createSecret(String label) {
    return opened().createSecret(label);
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
