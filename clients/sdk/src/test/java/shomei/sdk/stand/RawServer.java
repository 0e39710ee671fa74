package shomei.sdk.stand;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/// A server that answers whatever it likes: each connection gets a beginning, and then a piece
/// again and again until the other side hangs up or nothing is left to say.
public final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong written = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private final byte[] beginning;
  private final byte[] piece;

  /// @param piece may be empty: then the connection ends behind the beginning
  public RawServer(SSLContext tls, String beginning, String piece) throws IOException {
    this.beginning = beginning.getBytes(StandardCharsets.ISO_8859_1);
    this.piece = piece.getBytes(StandardCharsets.ISO_8859_1);
    this.socket =
        tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /// One that says what its clock says, and no more.
  public static RawServer dated(SSLContext tls, Instant date) throws IOException {
    return new RawServer(
        tls,
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nDate: %s\r\n\r\n"
            .formatted(DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC))),
        "");
  }

  public URI directory() {
    return URI.create("https://localhost:" + socket.getLocalPort() + "/acme/directory");
  }

  /// Octets that were sent before the other side hung up.
  public long written() {
    return written.get();
  }

  public int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket next = socket.accept();
        connections.incrementAndGet();
        threads.execute(() -> answer(next));
      }
    } catch (IOException closed) {
      // the end of the test
    }
  }

  private void answer(Socket connection) {
    try (connection;
        InputStream in = connection.getInputStream();
        OutputStream out = connection.getOutputStream()) {
      if (in.read(new byte[8192]) < 0) {
        return;
      }
      write(out, beginning);
      while (piece.length > 0) {
        write(out, piece);
      }
    } catch (IOException hungUp) {
      // as the client should
    }
  }

  private void write(OutputStream out, byte[] octets) throws IOException {
    out.write(octets);
    written.addAndGet(octets.length);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    threads.shutdownNow();
  }
}
