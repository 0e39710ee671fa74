package shomei.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A server that sends whatever octets a test wants, for ever where it wants so: `opening` once,
/// then `again` until the peer hangs up.
final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] opening;
  private final byte[] again;

  RawServer(String opening, String again) throws IOException {
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.opening = opening.getBytes(StandardCharsets.ISO_8859_1);
    this.again = again.getBytes(StandardCharsets.ISO_8859_1);
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket.getInputStream(), socket.getOutputStream());
        socket.shutdownOutput();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException hungUp) {
        // which is how a look at such a server ends
      }
    }
  }

  private void answer(InputStream in, OutputStream out) throws IOException {
    if (in.read() < 0) {
      return;
    }
    out.write(opening);
    while (again.length > 0) {
      out.write(again);
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
