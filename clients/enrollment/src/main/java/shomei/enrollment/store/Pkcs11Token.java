package shomei.enrollment.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.KeyType;
import shomei.enrollment.Question;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;
import shomei.enrollment.file.FileFaults;
import shomei.pkcs11.Attribute;
import shomei.pkcs11.Cryptoki;
import shomei.pkcs11.Token;
import shomei.pkcs11.TokenNotFound;
import shomei.pkcs11.TokenSession;
import shomei.sdk.CertificateFacts;

/// A PKCS#11 token: the key is made on it and never leaves it.
///
/// Danger: the platform's key store changes the certificate of a key by removing the old one first,
/// and does not see a key that has none. Cut off in between, the key would be lost. So [#install]
/// writes the certificate beside the placeholder and removes that afterwards, itself.
public final class Pkcs11Token implements CertificateStore {
  private static final String PROVIDER = "SunPKCS11";
  private static final Pattern TRY = Pattern.compile("-[0-9a-f]{8}$");

  private final String module;
  private final String label;
  private final Secret pin;
  private final Cryptoki library;
  private final Provider provider;
  private final KeyStore store;

  private Pkcs11Token(
      String module,
      String label,
      Secret pin,
      Cryptoki library,
      Provider provider,
      KeyStore store) {
    this.module = module;
    this.label = label;
    this.pin = pin;
    this.library = library;
    this.provider = provider;
    this.store = store;
  }

  /// Logs in.
  ///
  /// @param module path of the library
  /// @param label of the token
  /// @throws EnrollmentException where there is no such token or the PIN is wrong
  public static Pkcs11Token open(String module, String label, UserInterface person) {
    Path file = Path.of(module);
    if (!Files.isReadable(file)) {
      throw FileFaults.cannotRead(file, new NoSuchFileException(module));
    }
    try {
      Cryptoki library = Cryptoki.load(file);
      Token token = find(library, label);
      Provider provider = provider(module, token.slotListIndex());
      Question question = new Question.TokenPin(label);
      Secret pin =
          person
              .ask(question)
              .orElseThrow(() -> new EnrollmentException(new Failure.Unanswered(question)));
      if (provider instanceof AuthProvider loggedIn) {
        loggedIn.logout();
      }
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin.chars());
      return new Pkcs11Token(module, label, pin, library, provider, store);
    } catch (TokenNotFound none) {
      throw new EnrollmentException(new Failure.NoToken(label), none);
    } catch (IOException refused) {
      throw new EnrollmentException(new Failure.TokenPinRefused(label), refused);
    } catch (GeneralSecurityException
        | ProviderException
        | IllegalArgumentException
        | IllegalStateException broken) {
      throw broken(label, broken);
    }
  }

  /// Leaves the library as it was found: the provider starts it in its own way.
  private static Token find(Cryptoki library, String label) {
    boolean started = library.initialize();
    try {
      return library.token(label);
    } finally {
      if (started) {
        library.terminate();
      }
    }
  }

  private static EnrollmentException broken(String label, Exception why) {
    return new EnrollmentException(new Failure.TokenFault(label, why.toString()), why);
  }

  /// Installed, so that signatures find it by the key.
  private static Provider provider(String module, int slotListIndex) {
    String name = "shomei-" + Integer.toHexString(module.hashCode()) + "-" + slotListIndex;
    Provider known = Security.getProvider(PROVIDER + "-" + name);
    if (known != null) {
      return known;
    }
    Provider made =
        Security.getProvider(PROVIDER)
            .configure(
                """
                --name = %s
                library = "%s"
                slotListIndex = %d
                attributes(generate,CKO_PRIVATE_KEY,*) = {
                  CKA_TOKEN = true
                  CKA_PRIVATE = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_SIGN = true
                }
                """
                    .formatted(name, module.replace("\\", "\\\\"), slotListIndex));
    Security.addProvider(made);
    return made;
  }

  /// Whoever logged in may write.
  @Override
  public void requireWritable() {}

  @Override
  public WaitingKey makeKey(String name, KeyType type) {
    if (type == KeyType.ED25519) {
      throw new EnrollmentException(new Failure.NotInStore(type, description()));
    }
    return onToken(
        () -> {
          store.deleteEntry(name);
          KeyPair keys = type.generator(provider).generateKeyPair();
          store.setKeyEntry(
              name, keys.getPrivate(), null, new X509Certificate[] {Placeholder.of(keys, name)});
          return WaitingKey.of(keys);
        });
  }

  /// The PIN that opened the token opens the key; there is none to have lost.
  @Override
  public Optional<WaitingKey> waitingKey(String name, boolean mayDiscard) {
    return onToken(() -> Optional.ofNullable(store.getKey(name, null)))
        .map(key -> WaitingKey.of(pair(name, key)));
  }

  @Override
  public KeyPair currentKey(X509Certificate certificate) {
    return onToken(
        () -> {
          String alias = store.getCertificateAlias(certificate);
          if (alias == null || !store.isKeyEntry(alias)) {
            throw new EnrollmentException(new Failure.KeyGone(description()));
          }
          return pair(alias, store.getKey(alias, null));
        });
  }

  private KeyPair pair(String alias, java.security.Key key) {
    return onToken(() -> new KeyPair(store.getCertificate(alias).getPublicKey(), (PrivateKey) key));
  }

  /// The old certificate stays where it is, under a name of its own.
  @Override
  public void backUp(String name) {}

  @Override
  public void install(String name, List<X509Certificate> chain) {
    onToken(
        () -> {
          write(name, chain);
          store.load(null, pin.chars());
          if (!chain.getFirst().equals(store.getCertificate(name)) || !store.isKeyEntry(name)) {
            throw new EnrollmentException(new Failure.OtherCertificate(description()));
          }
          return name;
        });
  }

  private void write(String name, List<X509Certificate> chain) {
    byte[] octets = pin.text().getBytes(StandardCharsets.UTF_8);
    try (TokenSession session = library.open(library.token(label), octets)) {
      Attribute certificates = Attribute.ofNumber(Attribute.CKA_CLASS, Attribute.CKO_CERTIFICATE);
      Attribute id = Attribute.of(Attribute.CKA_ID, name);
      for (X509Certificate certificate : chain) {
        Attribute value = Attribute.of(Attribute.CKA_VALUE, CertificateFacts.der(certificate));
        if (session.find(certificates, value).isEmpty()) {
          session.create(attributes(certificate, certificate.equals(chain.getFirst()) ? name : ""));
        }
      }
      Attribute own = Attribute.of(Attribute.CKA_VALUE, CertificateFacts.der(chain.getFirst()));
      List<Long> keep = session.find(certificates, id, own);
      for (long other : session.find(certificates, id)) {
        if (!keep.contains(other)) {
          session.destroy(other);
        }
      }
    }
  }

  /// @param name ties the certificate to its key; empty for an authority's
  private static Attribute[] attributes(X509Certificate certificate, String name) {
    String label = name.isEmpty() ? certificate.getSubjectX500Principal().getName() : name;
    return TokenCertificate.attributes(certificate, label, label.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void discard(String name) {
    onToken(
        () -> {
          store.deleteEntry(name);
          return name;
        });
  }

  /// Removes this subscriber's earlier keys from the token: the names differ in the last part only.
  @Override
  public void tidy(String name) {
    String family = TRY.matcher(name).replaceFirst("");
    onToken(
        () -> {
          for (String alias : Collections.list(store.aliases())) {
            if (!alias.equals(name) && TRY.matcher(alias).replaceFirst("").equals(family)) {
              store.deleteEntry(alias);
            }
          }
          return name;
        });
  }

  @Override
  public String description() {
    return label + " (" + module + ")";
  }

  @FunctionalInterface
  private interface Work<T> {
    T get() throws GeneralSecurityException, IOException;
  }

  private <T> T onToken(Work<T> work) {
    try {
      return work.get();
    } catch (GeneralSecurityException
        | IOException
        | ProviderException
        | IllegalStateException broken) {
      throw broken(label, broken);
    }
  }
}
