package shomei.server;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An institution's login server, which asks over mutual TLS. All its connections share one memory
/// of TLS sessions.
final class LoginCaller implements AutoCloseable {
  private static final char[] PASSWORD = "not a secret".toCharArray();

  private final X509Certificate certificate;
  private final SSLContext context;
  private final int port;
  private final HttpClient http;

  /// @param trust the certificate that the server shows, in PEM
  LoginCaller(KeyPair key, X509Certificate certificate, Path trust, int port)
      throws GeneralSecurityException, IOException {
    KeyStore own = store();
    own.setKeyEntry("own", key.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    this.certificate = certificate;
    this.context = SSLContext.getInstance("TLS");
    this.context.init(keys.getKeyManagers(), trusting(trust), null);
    this.port = port;
    this.http = HttpClient.newBuilder().sslContext(context).build();
  }

  /// One with a certificate that it issued to itself.
  static LoginCaller of(Instant notAfter, Path trust, int port) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair key = generator.generateKeyPair();
    var name = new X500Name("CN=login.bank.example");
    var signed =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.EPOCH),
                Date.from(notAfter),
                name,
                key.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()));
    return new LoginCaller(
        key, new JcaX509CertificateConverter().getCertificate(signed), trust, port);
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static TrustManager[] trusting(Path certificate)
      throws GeneralSecurityException, IOException {
    KeyStore anchors = store();
    try (var in = Files.newInputStream(certificate)) {
      anchors.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    return trust.getTrustManagers();
  }

  /// Its certificate in PEM, as an operator is given it.
  Path write(Path file) throws Exception {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return Files.writeString(
        file,
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(lines.encodeToString(certificate.getEncoded())));
  }

  /// On the connection that it has, if there is one.
  HttpResponse<String> ask(String path) throws Exception {
    return send(http, "GET", path);
  }

  HttpResponse<String> send(String method, String path) throws Exception {
    return send(http, method, path);
  }

  /// On a connection of its own, which resumes the TLS session of the one before.
  HttpResponse<String> askAgain(String path) throws Exception {
    try (HttpClient next = HttpClient.newBuilder().sslContext(context).build()) {
      return send(next, "GET", path);
    }
  }

  private HttpResponse<String> send(HttpClient client, String method, String path)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("https://localhost:%d%s".formatted(port, path)))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
