package shomei.web.listener;

import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.util.function.Function;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Names the issuers of the host that the client asked for.
///
/// *Threat:* handshakes with names without end, each of which costs a TLS context. *Answer:* only
/// names with issuers of their own get one, and Vert.x keeps no more than a few hundred.
final class TrustByHost implements TrustOptions {
  private final ListenerSettings.AcceptedIssuers issuers;
  private final TrustOptions shared;

  TrustByHost(ListenerSettings.AcceptedIssuers issuers) {
    this.issuers = issuers;
    this.shared = TrustOptions.wrap(ClientCertificates.accepting(issuers::shared));
  }

  @Override
  public TrustOptions copy() {
    return new TrustByHost(issuers);
  }

  @Override
  public TrustManagerFactory getTrustManagerFactory(Vertx vertx) throws Exception {
    return shared.getTrustManagerFactory(vertx);
  }

  @Override
  @SuppressWarnings("NullAway") // none means the shared ones, as TrustOptions says
  public Function<String, TrustManager[]> trustManagerMapper(Vertx vertx) {
    return host ->
        issuers
            .at(host)
            .map(own -> new TrustManager[] {ClientCertificates.accepting(own)})
            .orElse(null);
  }
}
