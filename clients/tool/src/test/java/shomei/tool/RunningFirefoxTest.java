package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Into the database of a Firefox that runs.
final class RunningFirefoxTest {
  @TempDir Path folder;
  private final BlockingQueue<Certificate> shown = new LinkedBlockingQueue<>();
  private Rig rig;
  private Path profile;
  private HttpsServer bank;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.in(folder);
    profile = Files.createDirectories(folder.resolve(".mozilla/firefox/work"));
    Files.writeString(
        profile.resolveSibling("profiles.ini"),
        "[Profile0]\nName=work\nIsRelative=1\nPath=work\nDefault=1\n");
    bank = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SSLContext tls = rig.stand.ca().tls();
    bank.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = tls.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    bank.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/")) {
            shown.add(((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0]);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    bank.start();
  }

  @AfterEach
  void close() {
    bank.stop(0);
    rig.close();
  }

  private URI page(String host) {
    return URI.create("https://" + host + ":" + bank.getAddress().getPort() + "/");
  }

  private X509Certificate issued(int number) {
    return rig.stand.office().issued().get(number);
  }

  private static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT);
  }

  /// Another host is another choice, as a fresh label is.
  @Test
  void theBrowserLogsInWithTheNewCertificateAndBothGoOnWithTheDatabase() throws Exception {
    try (RunningFirefox firefox = new RunningFirefox(folder, profile)) {
      assertThat(firefox.serialNumbers()).as("the database is open").isNotEmpty();
      Rig.Ended acquired =
          rig.run(
              "acquire",
              "--server",
              rig.stand.directory().toString(),
              "--subscriber",
              Rig.USER,
              "--ca",
              rig.path("stand-ca.pem"),
              "--pin-file",
              rig.path("pin"),
              "--store",
              "firefox");
      assertThat(acquired.code()).as(acquired.err()).isZero();
      assertThat(firefox.serialNumbers()).contains(serial(issued(0)));
      firefox.visit(page("localhost"));
      assertThat(shown.take()).isEqualTo(issued(0));

      Rig.Ended renewed = rig.run("renew");
      assertThat(renewed.code()).as(renewed.err()).isZero();
      firefox.visit(page("127.0.0.1"));
      assertThat(shown.take()).isEqualTo(issued(1));
      assertThat(firefox.isRunning()).isTrue();
    }
    new NssTools(folder).assertHoldsOnly(profile, issued(1), "");
    assertThat(rig.run("renew").code()).isZero();
    try (RunningFirefox again = new RunningFirefox(folder, profile)) {
      assertThat(again.serialNumbers())
          .contains(serial(issued(2)))
          .doesNotContain(serial(issued(0)), serial(issued(1)));
    }
  }
}
