package shomei.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shomei.sdk.Trust;

/// Keys agreed on again and again within one connection, in the program that ships.
@Tag("slow")
@Timeout(120)
final class RenegotiationTest {
  private static final String QUESTION =
      "HEAD /acme/kita/directory HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir Path folder;

  @Test
  void aClientThatWantsKeysAnewWithinItsConnectionLosesIt() throws Exception {
    Site site = Site.in(folder, InstantSource.system());
    site.found();
    try (MainProcess server = new MainProcess(site)) {
      SSLContext trust = Trust.ofCertificates(folder.resolve("tls.pem")).context();
      try (SSLSocket socket = connect(trust, site)) {
        assertThat(ask(socket)).startsWith("HTTP/1.1 200 ");
        assertThatThrownBy(
                () -> {
                  socket.startHandshake();
                  ask(socket);
                })
            .isInstanceOf(IOException.class);
      }
      try (SSLSocket other = connect(trust, site)) {
        assertThat(ask(other)).startsWith("HTTP/1.1 200 ");
      }
      assertThat(server.status("/readyz")).isEqualTo(200);
    }
  }

  private static SSLSocket connect(SSLContext trust, Site site) throws IOException {
    SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket("localhost", site.acmePort());
    socket.setSoTimeout(20_000);
    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
    return socket;
  }

  private static String ask(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(QUESTION.getBytes(US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = socket.getInputStream().read();
      if (octet < 0) {
        throw new EOFException();
      }
      head.append((char) octet);
    }
    return head.toString();
  }
}
