package shomei.pki.key;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;

/// Private keys and the digest secret, each by its label. Where the keys are on a token, every
/// method may refuse with UNAVAILABLE while it is away, and the same call succeeds when it is back.
public sealed interface CryptoToken extends AutoCloseable
    permits Pkcs11CryptoToken, SoftCryptoToken, DeferredCryptoToken, TimedCryptoToken {
  /// Signs with the key of that label, by the scheme of its kind. [Signer] is the way to call this:
  /// it looks at what comes back.
  ///
  /// @param owner the public half that the caller counts on; another key under that label does not
  ///   sign
  /// @return PKCS#1 v1.5, or ECDSA in DER
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the key cannot sign now
  byte[] sign(String label, PublicKey owner, byte[] message);

  /// HMAC-SHA-256 with the secret of that label, the same one as long as this object lives.
  ///
  /// @return 32 octets
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the secret cannot be used now
  byte[] mac(String label, byte[] data);

  /// The certificates kept with the key, its own first; empty where there is no such key.
  List<X509Certificate> certificates(String label);

  /// Makes a key that never leaves its place, and keeps the certificates that `certifier` makes for
  /// it.
  ///
  /// @throws IllegalStateException where the label is taken
  List<X509Certificate> create(String label, KeyKind kind, Certifier certifier);

  /// Makes a digest secret that never leaves its place.
  ///
  /// @return false where the label is taken, and nothing is done
  boolean createSecret(String label);

  @Override
  void close();

  /// Makes the certificates for a key that was just made.
  interface Certifier {
    /// @param key the new public key
    /// @param sign signs with its private half
    /// @return the key's certificate first, then those above it
    List<X509Certificate> certify(PublicKey key, UnaryOperator<byte[]> sign);
  }
}
