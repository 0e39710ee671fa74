package shomei.enrollment.computer;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The operating system's own store of a person's certificates, as the Java platform shows it.
@FunctionalInterface
public interface SystemKeys {

  /// The key of a certificate, as things are now.
  ///
  /// @return empty where the certificate or its key is not there
  /// @throws GeneralSecurityException where this platform has no such store
  Optional<PrivateKey> of(X509Certificate certificate) throws GeneralSecurityException, IOException;

  /// @param type `Windows-MY` or `KeychainStore`
  static SystemKeys in(String type) {
    return certificate -> {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      return find(store, null, certificate);
    };
  }

  static Optional<PrivateKey> find(
      KeyStore store, char @Nullable [] password, X509Certificate certificate)
      throws GeneralSecurityException {
    String alias = store.getCertificateAlias(certificate);
    return alias != null && store.getKey(alias, password) instanceof PrivateKey key
        ? Optional.of(key)
        : Optional.empty();
  }
}
