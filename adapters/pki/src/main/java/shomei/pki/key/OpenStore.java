package shomei.pki.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import shomei.domain.kernel.Octets;

/// A key store that is open, with the provider that computes with its keys. It remembers the keys
/// that it found; they are as good as the session they come from, so whoever meets a fault opens
/// another.
final class OpenStore {
  private static final String MAC = "HmacSHA256";
  private static final int SECRET_BITS = 256;
  private static final byte[] FINGERPRINT = "fingerprint".getBytes(StandardCharsets.US_ASCII);

  private final KeyStore store;

  /// A token's does all; beside a file, signatures are [Software#SIGNATURES]'.
  private final Provider provider;

  private final char @Nullable [] password;
  private final ConcurrentMap<String, Octets> fingerprints;
  private final Map<String, Owned> owned = new ConcurrentHashMap<>();
  private final Map<String, SecretKey> secrets = new ConcurrentHashMap<>();

  private record Owned(PrivateKey key, PublicKey owner) {}

  /// @param password what opens an entry; null on a token, which was logged into
  /// @param fingerprints of the secrets that earlier sessions used, by label; added to
  OpenStore(
      KeyStore store,
      Provider provider,
      char @Nullable [] password,
      ConcurrentMap<String, Octets> fingerprints) {
    this.store = store;
    this.provider = provider;
    this.password = password;
    this.fingerprints = fingerprints;
  }

  KeyStore store() {
    return store;
  }

  byte[] sign(String label, PublicKey owner, byte[] message) throws GeneralSecurityException {
    Owned found = owned.get(label);
    if (found == null) {
      found = new Owned(privateKey(label), certificate(label).getPublicKey());
      owned.put(label, found);
    }
    if (!Arrays.equals(found.owner().getEncoded(), owner.getEncoded())) {
      throw new UnrecoverableKeyException(
          "the key " + label + " is not the one that the CA certificate names");
    }
    return sign(found.key(), SignatureScheme.of(owner), message);
  }

  byte[] sign(PrivateKey key, SignatureScheme scheme, byte[] message)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(scheme.jcaName(), password == null ? provider : Software.SIGNATURES);
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  byte[] mac(String label, byte[] data) throws GeneralSecurityException {
    SecretKey key = secrets.get(label);
    if (key == null) {
      key = secret(label);
      secrets.put(label, key);
    }
    return mac(key, data);
  }

  /// A token that comes back with another secret would make every right PIN look wrong, and lock
  /// every seat: a secret must be the one that earlier sessions used.
  private SecretKey secret(String label) throws GeneralSecurityException {
    if (!(store.getKey(label, password) instanceof SecretKey found)) {
      throw new UnrecoverableKeyException("there is no secret " + label);
    }
    Octets now = Octets.of(mac(found, FINGERPRINT));
    Octets before = fingerprints.putIfAbsent(label, now);
    if (before != null && !before.equals(now)) {
      throw new UnrecoverableKeyException("the secret " + label + " is another than it was");
    }
    return found;
  }

  private byte[] mac(SecretKey key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC, provider);
    mac.init(key);
    return mac.doFinal(data);
  }

  List<X509Certificate> certificates(String label) throws GeneralSecurityException {
    Certificate @Nullable [] chain = store.getCertificateChain(label);
    return chain == null ? List.of() : Stream.of(chain).map(X509Certificate.class::cast).toList();
  }

  boolean has(String label) throws GeneralSecurityException {
    return store.containsAlias(label);
  }

  /// A key pair that was just made.
  ///
  /// @param owner the public half, which needs the token no more
  record Made(PrivateKey key, PublicKey owner) {}

  Made generate(KeyKind kind) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.algorithm(), provider);
    generator.initialize(kind.parameters());
    KeyPair pair = generator.generateKeyPair();
    return new Made(pair.getPrivate(), Software.publicKey(Software.keyInfo(pair.getPublic())));
  }

  void keep(String label, PrivateKey key, List<X509Certificate> chain)
      throws GeneralSecurityException {
    store.setKeyEntry(label, key, password, chain.toArray(new Certificate[0]));
  }

  void keepSecret(String label) throws GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance(MAC, provider);
    generator.init(SECRET_BITS);
    store.setKeyEntry(label, generator.generateKey(), password, null);
  }

  private PrivateKey privateKey(String label) throws GeneralSecurityException {
    if (!(store.getKey(label, password) instanceof PrivateKey found)) {
      throw new UnrecoverableKeyException("there is no key " + label);
    }
    return password == null ? found : translated(found);
  }

  /// A file's key as the provider wants it: else it would translate at each signature, which takes
  /// longer than signing.
  private PrivateKey translated(PrivateKey key) throws GeneralSecurityException {
    return (PrivateKey)
        KeyFactory.getInstance(key.getAlgorithm(), Software.SIGNATURES).translateKey(key);
  }

  private X509Certificate certificate(String label) throws GeneralSecurityException {
    return certificates(label).stream()
        .findFirst()
        .orElseThrow(() -> new UnrecoverableKeyException("no certificate with key " + label));
  }
}
