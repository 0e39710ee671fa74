package shomei.web.listener;

import io.vertx.core.Vertx;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// What a listener shows in its handshakes.
///
/// @param listener its name
/// @param fault why the files as they are now are not shown, in words for an operator; what they
///   held before still is
public record ShownCertificate(
    String listener, X509Certificate certificate, Optional<String> fault) {

  /// What a listener would show that began now.
  ///
  /// @return empty where it speaks plain HTTP
  /// @throws IllegalStateException in words for an operator, where its files cannot be used
  public static Optional<ShownCertificate> of(ListenerSettings settings) {
    Vertx vertx = Vertx.vertx();
    try {
      return settings
          .tls()
          .map(tls -> ServerKey.read(tls.key(), vertx).certificate())
          .map(its -> new ShownCertificate(settings.name(), its, Optional.empty()));
    } finally {
      vertx.close().await();
    }
  }
}
