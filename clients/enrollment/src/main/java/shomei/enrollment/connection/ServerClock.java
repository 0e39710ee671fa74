package shomei.enrollment.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.sdk.HttpProxy;

/// Asks a server for its time where TLS failed by the dates of its certificate: a PC whose clock is
/// years wrong would be told about the server's certificate instead of its clock.
///
/// Threat: who has the key of an expired certificate of the server answers here with a time of
/// their choice. Answer: nothing but the time is sent or read, and nothing is done with it but
/// showing it; apart from its dates the certificate must be good.
final class ServerClock {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ServerClock() {}

  /// Whether TLS failed because a certificate is not valid at this time.
  static boolean isToBlame(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException
          || cause instanceof CertificateNotYetValidException) {
        return true;
      }
    }
    return false;
  }

  /// @param anchors absent: whatever the Java platform trusts
  /// @return empty where the server does not tell
  static Optional<Instant> ask(URI address, Optional<KeyStore> anchors, Optional<HttpProxy> proxy) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE);
    proxy.ifPresent(
        through ->
            builder.proxy(
                ProxySelector.of(
                    InetSocketAddress.createUnresolved(through.host(), through.port()))));
    try (HttpClient http = builder.sslContext(TimelessTrust.of(anchors)).build()) {
      return http.send(
              HttpRequest.newBuilder(address)
                  .timeout(PATIENCE)
                  .method("HEAD", HttpRequest.BodyPublishers.noBody())
                  .build(),
              BodyHandlers.discarding())
          .headers()
          .firstValue("Date")
          .flatMap(ServerClock::parse);
    } catch (IOException | GeneralSecurityException unknown) {
      return Optional.empty();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
