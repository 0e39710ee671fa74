package shomei.enrollment.connection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import shomei.sdk.stand.StandCa;

/// A TLS server whose clock and certificate are of another time: what a PC sees whose own clock is
/// years wrong. It answers nothing but the date.
final class OldTlsServer implements AutoCloseable {
  private final KeyPair caKeys = StandCa.keyPair();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SSLServerSocket socket;
  private final X509Certificate ca;
  private final Instant now;

  /// @param name in its certificate
  OldTlsServer(Instant now, String name) throws Exception {
    this.now = now;
    this.ca = certificate("Old CA", caKeys, new BasicConstraints(true), Duration.ofDays(10_000));
    KeyPair keys = StandCa.keyPair();
    X509Certificate own =
        certificate(
            name,
            keys,
            new GeneralNames(new GeneralName(GeneralName.dNSName, name)),
            Duration.ofDays(90));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("tls", keys.getPrivate(), new char[0], new X509Certificate[] {own, ca});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    socket =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::serve);
  }

  URI directory() {
    return URI.create("https://localhost:" + socket.getLocalPort() + "/directory");
  }

  Path caFile(Path folder) throws Exception {
    return Files.writeString(folder.resolve("old-ca.pem"), StandCa.pem(ca));
  }

  private X509Certificate certificate(
      String name, KeyPair keys, org.bouncycastle.asn1.ASN1Encodable what, Duration validity)
      throws Exception {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=Old CA"),
            BigInteger.valueOf(keys.getPublic().hashCode() & 0xFFFFL).add(BigInteger.ONE),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(validity)),
            new X500Name("CN=" + name),
            keys.getPublic());
    builder.addExtension(
        what instanceof BasicConstraints
            ? Extension.basicConstraints
            : Extension.subjectAlternativeName,
        false,
        what);
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate())));
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (SSLSocket client = (SSLSocket) socket.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          line = in.readLine();
        }
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
        client
            .getOutputStream()
            .write(
                ("HTTP/1.1 404 Not Found\r\nDate: " + date + "\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException refused) {
        // the client did not trust, or the test is over
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
