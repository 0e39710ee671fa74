package shomei.enrollment.computer;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/// The operating system's own store of a person's certificates, as the Java platform shows it.
@FunctionalInterface
public interface SystemKeys {

  /// As it is now.
  ///
  /// @throws GeneralSecurityException where this platform has none
  KeyStore load() throws GeneralSecurityException, IOException;

  /// @param type `Windows-MY` or `KeychainStore`
  static SystemKeys of(String type) {
    return () -> {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      return store;
    };
  }
}
