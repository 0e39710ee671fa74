package shomei.web.rfc8555;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// RFC 8555 §6.1.
final class Section6_1HttpsTest {
  @RegisterExtension static final Edge edge = new Edge();

  @Test
  @Requirement("HTP-03")
  void plainHttpGetsNoAnswerFromTheProtocolsPort() throws IOException {
    assertThat(ask(edge.port())).doesNotContain("HTTP/1.1");
    assertThat(ask(edge.statusPort())).startsWith("HTTP/1.1 404");
  }

  private static String ask(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /acme/kita/directory HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (SocketException cutOff) {
      return "";
    }
  }
}
