package shomei.enrollment.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.KeyStoreException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Secret;

/// The content of a PKCS#12 file (RFC 7292): AES-256 and SHA-256 under PBES2, which Windows since
/// 1709, OpenSSL since 1.1 and Java since 8u301 read.
///
/// Threat: the file is copied and its password guessed. Each guess costs 100 000 rounds of
/// HMAC-SHA-256; the password's length is up to the person.
final class Pkcs12 {
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

  private final KeyStore store;
  private final Secret password;

  private Pkcs12(KeyStore store, Secret password) {
    this.store = store;
    this.password = password;
  }

  static Pkcs12 empty(Secret password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return new Pkcs12(store, password);
    } catch (GeneralSecurityException | IOException never) {
      throw new IllegalStateException("every Java platform has PKCS#12", never);
    }
  }

  /// @param source for the failure
  /// @return empty where the password is wrong
  /// @throws EnrollmentException [Failure.Damaged]
  static Optional<Pkcs12> open(Path source, byte[] octets, Secret password) {
    Pkcs12 opened = empty(password);
    try {
      opened.store.load(new ByteArrayInputStream(octets), password.chars());
      return Optional.of(opened);
    } catch (IOException broken) {
      if (broken.getCause() instanceof UnrecoverableKeyException) {
        return Optional.empty();
      }
      throw new EnrollmentException(new Failure.Damaged(source), broken);
    } catch (GeneralSecurityException broken) {
      throw new EnrollmentException(new Failure.Damaged(source), broken);
    }
  }

  /// What is in it under one name.
  ///
  /// @param certificate absent with a secret key
  record Entry(String name, @Nullable X509Certificate certificate) {}

  List<Entry> entries() {
    try {
      List<Entry> entries = new ArrayList<>();
      for (String name : Collections.list(store.aliases())) {
        entries.add(
            new Entry(
                name, store.getCertificate(name) instanceof X509Certificate own ? own : null));
      }
      return entries;
    } catch (KeyStoreException never) {
      throw new IllegalStateException("a key store that is open answers", never);
    }
  }

  /// @return empty where there is none, or where it is under a password of its own
  Optional<KeyPair> key(String name) {
    try {
      PasswordProtection protection = new PasswordProtection(password.chars());
      return store.getEntry(name, protection) instanceof PrivateKeyEntry entry
          ? Optional.of(new KeyPair(entry.getCertificate().getPublicKey(), entry.getPrivateKey()))
          : Optional.empty();
    } catch (GeneralSecurityException otherPassword) {
      return Optional.empty();
    }
  }

  void put(String name, KeyPair keys, List<X509Certificate> chain) {
    try {
      store.setKeyEntry(
          name, keys.getPrivate(), password.chars(), chain.toArray(X509Certificate[]::new));
    } catch (KeyStoreException fault) {
      throw new IllegalStateException("the Java platform writes no PKCS#12", fault);
    }
  }

  void remove(String name) {
    try {
      store.deleteEntry(name);
    } catch (KeyStoreException never) {
      throw new IllegalStateException("a key store that is open answers", never);
    }
  }

  /// Keys stay as they were read, under whatever password they were under.
  byte[] octets() {
    try {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      store.store(octets, password.chars());
      return octets.toByteArray();
    } catch (GeneralSecurityException | IOException fault) {
      throw new IllegalStateException("the Java platform writes no PKCS#12", fault);
    }
  }
}
