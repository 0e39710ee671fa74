package shomei.web.listener;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// A client's key and certificate, and how often it had to prove that it has the key.
class CountingIdentity extends X509ExtendedKeyManager {
  private final X509ExtendedKeyManager own;
  private final AtomicInteger proofs = new AtomicInteger();

  CountingIdentity(X509ExtendedKeyManager own) {
    this.own = own;
  }

  int proofs() {
    return proofs.get();
  }

  @Override
  public String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    proofs.incrementAndGet();
    return own.chooseClientAlias(keyTypes, issuers, socket);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return own.getClientAliases(keyType, issuers);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return own.getServerAliases(keyType, issuers);
  }

  @Override
  public String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return own.chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return own.getCertificateChain(alias);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return own.getPrivateKey(alias);
  }
}
