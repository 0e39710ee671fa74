package shomei.sdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// What a server's clock says, where its certificate is out of its time: mostly it is the PC's
/// clock that is wrong, and then people want to be told that, not about certification paths.
///
/// Threat: anybody may answer. So nothing is sent but the question, and the answer counts only
/// where the certificate comes from a trusted authority, names the host, and is valid at the time
/// that the server says it is. Who stole the key of an expired certificate can still lie: the time
/// is for people to look at, and never for a program to go by.
final class ServerClock {
  private ServerClock() {}

  /// Asks once more, without minding the time, where that was what was wrong.
  ///
  /// @param client makes an HTTP client that takes the same way with other TLS settings
  static Optional<Instant> after(
      IOException refused,
      URI uri,
      Function<Optional<SSLContext>, HttpClient> client,
      ClientSettings settings)
      throws InterruptedException {
    if (!isAboutTime(refused)) {
      return Optional.empty();
    }
    try {
      Presented presented = new Presented();
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {presented}, null);
      Trust trust = settings.trust().isPresent() ? settings.trust().get() : Trust.ofPlatform();
      try (HttpClient once = client.apply(Optional.of(tls))) {
        HttpRequest question = HttpRequest.newBuilder(uri.resolve("/")).HEAD().build();
        return HttpTransport.whole(once, question, settings.connectTimeout())
            .headers()
            .firstValue("Date")
            .flatMap(Reply::httpDate)
            .filter(date -> trust.holds(presented.chain, date));
      }
    } catch (IOException | GeneralSecurityException unanswered) {
      return Optional.empty();
    }
  }

  private static boolean isAboutTime(Throwable refused) {
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException
          || cause instanceof CertificateNotYetValidException) {
        return true;
      }
    }
    return false;
  }

  /// Notes the chain and lets it pass; the platform compares the host's name all the same.
  private static final class Presented implements X509TrustManager {
    private final List<X509Certificate> chain = new CopyOnWriteArrayList<>();

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType) {
      chain.clear();
      chain.addAll(List.of(shown));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType)
        throws CertificateException {
      throw new CertificateException("there are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
