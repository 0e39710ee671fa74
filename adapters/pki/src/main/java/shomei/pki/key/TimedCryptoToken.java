package shomei.pki.key;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Tells how long its keys take to sign, waiting for their turn included.
public final class TimedCryptoToken implements CryptoToken {
  private final CryptoToken keys;
  private final Watch watch;

  /// Who is told.
  @FunctionalInterface
  public interface Watch {
    /// Must not block.
    ///
    /// @param label of the key or secret
    /// @param work `sign` or `mac`
    /// @param done whether it was; otherwise the token was away or had too much to do
    void used(String label, String work, boolean done, Duration took);
  }

  public TimedCryptoToken(CryptoToken keys, Watch watch) {
    this.keys = keys;
    this.watch = watch;
  }

  @Override
  public byte[] sign(String label, PublicKey owner, byte[] message) {
    return timed(label, "sign", () -> keys.sign(label, owner, message));
  }

  @Override
  public byte[] mac(String label, byte[] data) {
    return timed(label, "mac", () -> keys.mac(label, data));
  }

  private byte[] timed(String label, String work, Supplier<byte[]> use) {
    long begun = System.nanoTime();
    boolean done = false;
    try {
      byte[] made = use.get();
      done = true;
      return made;
    } finally {
      watch.used(label, work, done, Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  @Override
  public List<X509Certificate> certificates(String label) {
    return keys.certificates(label);
  }

  @Override
  public List<X509Certificate> create(String label, KeyKind kind, Certifier certifier) {
    return keys.create(label, kind, certifier);
  }

  @Override
  public boolean createSecret(String label) {
    return keys.createSecret(label);
  }

  @Override
  public void close() {
    keys.close();
  }
}
