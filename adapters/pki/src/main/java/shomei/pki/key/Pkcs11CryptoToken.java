package shomei.pki.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.login.FailedLoginException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.PlainText;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.pkcs11.Token;

/// Keys on a PKCS#11 token, named by the module and the token's label. They are made on the token
/// and cannot be read from it (CKA_SENSITIVE, not CKA_EXTRACTABLE).
///
/// Whatever fails on the token is tried once more as it is, for a network that loses a call now and
/// then, and after that over a fresh session when the module was started again, but not more often
/// than every two seconds; until then callers are refused at once. So a token that is away costs
/// its callers little, and is found when it is back.
///
/// *Threat:* a PIN that the token refuses, tried with every attempt, would lock the token for good.
/// *Answer:* a refused PIN is not tried again before its file changes or another token appears.
public final class Pkcs11CryptoToken implements CryptoToken {
  private static final Logger LOG = LoggerFactory.getLogger(Pkcs11CryptoToken.class);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

  private final Pkcs11Module module;
  private final String label;
  private final Path pinFile;
  private final BoundedExecutor lane;
  private final InstantSource clock;

  private final ConcurrentMap<String, Octets> fingerprints = new ConcurrentHashMap<>();
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Session session;
  private @Nullable Instant attempted;
  private @Nullable RefusedPin refusedPin;

  private record Session(OpenStore store, int generation) {}

  private record RefusedPin(FileTime written, String token) {}

  private interface Work<T> {
    T on(OpenStore store) throws GeneralSecurityException;
  }

  /// The token may be away: it is looked for at the first use.
  ///
  /// @param label the token's; one object a token
  /// @param pinFile the user PIN, with or without a line end; read at every log-in
  /// @param lane as many threads as the token should have sessions; closed with this object
  public Pkcs11CryptoToken(
      Pkcs11Module module, String label, Path pinFile, BoundedExecutor lane, InstantSource clock) {
    this.module = module;
    this.label = label;
    this.pinFile = pinFile;
    this.lane = lane;
    this.clock = clock;
  }

  @Override
  public byte[] sign(String key, PublicKey owner, byte[] message) {
    return onToken(store -> store.sign(key, owner, message));
  }

  @Override
  public byte[] mac(String key, byte[] data) {
    return onToken(store -> store.mac(key, data));
  }

  @Override
  public List<X509Certificate> certificates(String key) {
    return onToken(store -> store.certificates(key));
  }

  @Override
  public List<X509Certificate> create(String key, KeyKind kind, Certifier certifier) {
    OpenStore.Made made = onToken(store -> generate(store, key, kind));
    SignatureScheme scheme = SignatureScheme.of(made.owner());
    List<X509Certificate> chain =
        certifier.certify(
            made.owner(), message -> onToken(store -> store.sign(made.key(), scheme, message)));
    return onToken(store -> keep(store, key, made.key(), chain));
  }

  private static OpenStore.Made generate(OpenStore store, String key, KeyKind kind)
      throws GeneralSecurityException {
    if (store.has(key)) {
      throw new IllegalStateException("the token has a key " + key + " already");
    }
    return store.generate(kind);
  }

  private static List<X509Certificate> keep(
      OpenStore store, String key, PrivateKey made, List<X509Certificate> chain)
      throws GeneralSecurityException {
    store.keep(key, made, chain);
    return chain;
  }

  @Override
  public boolean createSecret(String key) {
    return onToken(
        store -> {
          if (store.has(key)) {
            return false;
          }
          store.keepSecret(key);
          return true;
        });
  }

  private <T> T onToken(Work<T> work) {
    return lane.run(() -> attempt(work));
  }

  private <T> T attempt(Work<T> work) throws Exception {
    Session first = session;
    if (first != null) {
      try {
        return on(first, work);
      } catch (GeneralSecurityException | ProviderException e) {
        LOG.warn("token {}: {}; trying once more", label, reason(e));
      }
      try {
        return on(first, work);
      } catch (GeneralSecurityException | ProviderException e) {
        LOG.warn("token {}: {}; opening it again", label, reason(e));
      }
    }
    Session second = reopen(first);
    try {
      return on(second, work);
    } catch (GeneralSecurityException | ProviderException e) {
      LOG.error("token {}: {}", label, reason(e));
      throw away();
    }
  }

  private <T> T on(Session used, Work<T> work) throws Exception {
    return module.using(
        () -> {
          if (used.generation() != module.generation()) {
            throw new ProviderException("the module was started again");
          }
          return work.on(used.store());
        });
  }

  /// Opens another session in place of one that failed, unless somebody just did.
  private Session reopen(@Nullable Session failed) throws Exception {
    opening.lock();
    try {
      Session now = session;
      if (now != null && !now.equals(failed) && now.generation() == module.generation()) {
        return now;
      }
      Instant instant = clock.instant();
      boolean endedByOthers = failed != null && failed.generation() != module.generation();
      if (!endedByOthers && triedJustBefore(instant)) {
        throw away();
      }
      attempted = instant;
      return module.alone(() -> open(failed));
    } finally {
      opening.unlock();
    }
  }

  private boolean triedJustBefore(Instant now) {
    return attempted != null
        && !now.isBefore(attempted)
        && now.isBefore(attempted.plus(BETWEEN_ATTEMPTS));
  }

  private Session open(@Nullable Session failed) {
    session = null;
    if (failed == null || failed.generation() != module.generation()) {
      try {
        return open();
      } catch (GeneralSecurityException
          | IOException
          | ProviderException
          | IllegalStateException e) {
        LOG.debug("token {}: {}", label, reason(e));
      }
    }
    try {
      module.restart();
      return open();
    } catch (GeneralSecurityException | IOException | ProviderException | IllegalStateException e) {
      LOG.error("token {} is away: {}", label, reason(e));
      throw away();
    }
  }

  private Session open() throws GeneralSecurityException, IOException {
    Session opened = new Session(logIn(module.find(label)), module.generation());
    session = opened;
    LOG.info("token {} is open", label);
    return opened;
  }

  private OpenStore logIn(Token token) throws GeneralSecurityException, IOException {
    RefusedPin now = new RefusedPin(Files.getLastModifiedTime(pinFile), token.serial());
    if (now.equals(refusedPin)) {
      throw new FailedLoginException("the PIN was refused before and its file is the same");
    }
    AuthProvider provider = module.provider(settings(token));
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    char[] pin =
        PlainText.of(Files.readAllBytes(pinFile))
            .orElseThrow(() -> new IOException(pinFile + " is not text in UTF-8"))
            .strip()
            .toCharArray();
    try {
      store.load(null, pin);
    } catch (IOException e) {
      if (isRefusal(e)) {
        refusedPin = now;
      }
      throw e;
    } finally {
      Arrays.fill(pin, '\0');
    }
    refusedPin = null;
    return new OpenStore(store, provider, null, fingerprints);
  }

  private static boolean isRefusal(Throwable fault) {
    return fault instanceof FailedLoginException
        || fault.getCause() != null && isRefusal(fault.getCause());
  }

  /// The configuration of SunPKCS11: keys are made on the token, to stay there. The public ones
  /// too: handles of session objects are freed by the garbage collector, at a time when the module
  /// may have been restarted.
  private String settings(Token token) {
    return """
    --name=shomei-%d
    library="%s"
    slotListIndex=%d
    omitInitialize=true
    destroyTokenAfterLogout=true
    attributes(generate,CKO_PRIVATE_KEY,*)={
      CKA_TOKEN=true
      CKA_PRIVATE=true
      CKA_SENSITIVE=true
      CKA_EXTRACTABLE=false
      CKA_SIGN=true
    }
    attributes(generate,CKO_PUBLIC_KEY,*)={
      CKA_TOKEN=true
    }
    attributes(generate,CKO_SECRET_KEY,*)={
      CKA_TOKEN=true
      CKA_PRIVATE=true
      CKA_SENSITIVE=true
      CKA_EXTRACTABLE=false
      CKA_SIGN=true
    }
    """
        .formatted(module.generation(), module.path(), token.slotListIndex());
  }

  /// The messages of a fault and its causes: PKCS#11 return codes are in the innermost.
  private static String reason(Throwable fault) {
    StringBuilder text = new StringBuilder(String.valueOf(fault.getMessage()));
    for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
      text.append(": ").append(cause.getMessage());
    }
    return text.toString();
  }

  private static Refusal away() {
    return Refusal.retry(
        Reason.UNAVAILABLE, "the CA's signing token is away at the moment", Duration.ofSeconds(5));
  }

  @Override
  public void close() {
    lane.close();
  }
}
