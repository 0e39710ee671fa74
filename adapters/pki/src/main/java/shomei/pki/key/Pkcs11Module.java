package shomei.pki.key;

import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.ProviderException;
import java.security.Security;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.security.auth.login.LoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.pkcs11.Cryptoki;
import shomei.pkcs11.Token;

/// A PKCS#11 module in this process, with the providers over its tokens. It can be finalized and
/// initialized again, which is the only cure once its token was away (README.md, *Healing*).
///
/// A module is the process's (PKCS#11 v2.40 §5.4): however many ask for it, there is one object for
/// it, and [#restart] ends everybody's sessions. Sessions are good while [#generation] stays the
/// same. Nothing else in the process may use the module.
public final class Pkcs11Module {
  private static final Logger LOG = LoggerFactory.getLogger(Pkcs11Module.class);

  /// By path. State of the process, as what it stands for is.
  private static final ConcurrentMap<Path, Pkcs11Module> LOADED = new ConcurrentHashMap<>();

  private final Cryptoki library;
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private final Set<AuthProvider> providers = new HashSet<>();
  private final AtomicInteger generation = new AtomicInteger();

  private Pkcs11Module(Cryptoki library) {
    this.library = library;
  }

  /// Loads the module, or finds it loaded; [#restart] starts it.
  ///
  /// @throws IllegalArgumentException where there is no PKCS#11 module at that path
  public static Pkcs11Module load(Path path) {
    return LOADED.computeIfAbsent(
        path.toAbsolutePath().normalize(), at -> new Pkcs11Module(Cryptoki.load(at)));
  }

  Path path() {
    return library.path();
  }

  /// Zero before the first start, then rises by one with each.
  int generation() {
    return generation.get();
  }

  /// Works with sessions of the module; no restart comes in between.
  <T> T using(Callable<T> work) throws Exception {
    inUse.readLock().lock();
    try {
      return work.call();
    } finally {
      inUse.readLock().unlock();
    }
  }

  /// Works while nobody has a call under way.
  <T> T alone(Callable<T> work) throws Exception {
    inUse.writeLock().lock();
    try {
      return work.call();
    } finally {
      inUse.writeLock().unlock();
    }
  }

  /// Makes a provider over a token of this module, to be given back before the next restart.
  ///
  /// *Danger:* a provider that outlived a restart would one day free the handles that it still
  /// counts as its own, and they are somebody else's by then: it could delete a CA's key from the
  /// token.
  AuthProvider provider(String configuration) {
    AuthProvider made = (AuthProvider) Security.getProvider("SunPKCS11").configure(configuration);
    inUse.writeLock().lock();
    try {
      providers.add(made);
    } finally {
      inUse.writeLock().unlock();
    }
    return made;
  }

  /// Logs out, after which the provider frees nothing more (`destroyTokenAfterLogout`).
  private static void giveBack(AuthProvider provider) {
    try {
      provider.logout();
    } catch (LoginException | ProviderException e) {
      LOG.debug("a token was gone before the log-out: {}", e.getMessage());
    }
  }

  /// Ends all sessions, if any, and starts the module afresh, so that it looks at its tokens anew.
  ///
  /// @throws IllegalStateException where the module does not start
  void restart() {
    inUse.writeLock().lock();
    try {
      providers.forEach(Pkcs11Module::giveBack);
      providers.clear();
      if (generation.getAndIncrement() > 0) {
        library.terminate();
      }
      library.initialize();
    } finally {
      inUse.writeLock().unlock();
    }
  }

  /// @throws IllegalStateException where no token has that label, or more than one
  Token find(String label) {
    return library.token(label);
  }
}
