package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.web.TestTls;
import shomei.web.http.Request;
import shomei.web.http.Response;

@Timeout(60)
final class MutualTlsTest {
  @TempDir Path folder;
  private final TestTls client = new TestTls();
  private final AtomicInteger asked = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void whoShowsNoCertificateIsNotHeard(ListenerSettings.Engine engine) {
    try (ServedSite served = new ServedSite(folder, engine, true, Wire.PATIENT, this::site)) {
      for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
        assertThatThrownBy(() -> get(served, served.tls.trusting(), protocol))
            .isInstanceOf(IOException.class);
      }
      assertThat(asked).hasValue(0);
    }
  }

  /// Only the first connection proves the key; the trust manager is asked there alone.
  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void theSiteSeesTheCertificateAlsoWhereTheSessionIsResumed(ListenerSettings.Engine engine)
      throws Exception {
    try (ServedSite served = new ServedSite(folder, engine, true, Wire.PATIENT, this::site)) {
      for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
        var identity = new CountingIdentity(client.identity());
        SSLContext context = served.tls.trusting(identity);
        for (int connection = 0; connection < 3; connection++) {
          assertThat(get(served, context, protocol)).endsWith(client.der().sha256().hex());
        }
        assertThat(identity.proofs()).as(protocol).isOne();
      }
    }
  }

  @Test
  void aListenerThatAsksForNoCertificateSeesNone() throws Exception {
    try (ServedSite served =
        new ServedSite(folder, ListenerSettings.Engine.JDK, false, Wire.PATIENT, this::site)) {
      var identity = new CountingIdentity(client.identity());
      assertThat(get(served, served.tls.trusting(identity), "TLSv1.3")).endsWith("nobody");
      assertThat(identity.proofs()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void whoIsAskedMayShowOneOrNone(ListenerSettings.Engine engine) throws Exception {
    try (ServedSite served = requesting(engine, () -> List.of(certificate(client)))) {
      for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
        assertThat(get(served, served.tls.trusting(client.identity()), protocol))
            .endsWith(client.der().sha256().hex());
        assertThat(get(served, served.tls.trusting(), protocol)).endsWith("nobody");
      }
    }
  }

  /// So browsers offer no others, and those of a new generation of a CA from the next handshake on.
  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void theIssuersAreNamedAsTheyAreAtEachHandshake(ListenerSettings.Engine engine) throws Exception {
    var issuers = new AtomicReference<>(List.of(certificate(new TestTls("CN=another CA"))));
    try (ServedSite served = requesting(engine, issuers::get)) {
      assertThat(get(served, served.tls.trusting(client.identity()), "TLSv1.3")).endsWith("nobody");
      issuers.set(List.of(certificate(client)));
      assertThat(get(served, served.tls.trusting(client.identity()), "TLSv1.3"))
          .endsWith(client.der().sha256().hex());
    }
  }

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void whereBrowsersAreAskedNoConnectionIsSharedByHosts(ListenerSettings.Engine engine)
      throws Exception {
    try (ServedSite served = requesting(engine, List::of);
        SSLSocket socket = served.socket()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
    }
  }

  @ParameterizedTest
  @EnumSource(ListenerSettings.Engine.class)
  void aHostWithIssuersOfItsOwnNamesThoseAlone(ListenerSettings.Engine engine) throws Exception {
    List<X509Certificate> others = List.of(certificate(new TestTls("CN=another CA")));
    var issuers =
        new ListenerSettings.AcceptedIssuers() {
          @Override
          public List<X509Certificate> shared() {
            return others;
          }

          @Override
          public Optional<Supplier<List<X509Certificate>>> at(String host) {
            return host.equals("own.example")
                ? Optional.of(() -> List.of(certificate(client)))
                : Optional.empty();
          }
        };
    try (ServedSite served = requesting(engine, issuers)) {
      for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
        assertThat(get(served, served.tls.trusting(client.identity()), protocol, "own.example"))
            .endsWith(client.der().sha256().hex());
        assertThat(get(served, served.tls.trusting(client.identity()), protocol, "else.example"))
            .endsWith("nobody");
        assertThat(get(served, served.tls.trusting(client.identity()), protocol))
            .endsWith("nobody");
      }
    }
  }

  private ServedSite requesting(
      ListenerSettings.Engine engine, ListenerSettings.AcceptedIssuers issuers) {
    return new ServedSite(
        folder,
        engine,
        new ListenerSettings.ClientCertificate.Requested(issuers),
        Wire.PATIENT,
        this::site);
  }

  private static X509Certificate certificate(TestTls of) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(of.der().octets()));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private Response site(Request request) {
    asked.incrementAndGet();
    return Response.text(
        200, request.clientCertificate().map(der -> der.sha256().hex()).orElse("nobody"));
  }

  private static String get(ServedSite served, SSLContext context, String protocol)
      throws IOException {
    return get(served, context, protocol, "");
  }

  /// @param host that the handshake names; empty for none
  private static String get(ServedSite served, SSLContext context, String protocol, String host)
      throws IOException {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", served.port())) {
      if (!host.isEmpty()) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
      }
      socket.setSoTimeout(20_000);
      socket.setEnabledProtocols(new String[] {protocol});
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
