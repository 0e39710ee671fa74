package shomei.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Stands between a client and PostgreSQL and counts real round trips on the wire: how often a
/// client speaks after the server has spoken. Whatever is sent in one go counts once, `begin` and
/// `commit` included; a driver that waits in between is found out. It can break, slow down or hold
/// the connection, too.
public final class RoundTrips implements AutoCloseable {
  private final ServerSocket listener;
  private final int server;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile boolean held;
  private volatile Duration delay = Duration.ZERO;

  /// @param server the local port of PostgreSQL
  public RoundTrips(int server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// The local port to connect to instead of the server's.
  public int port() {
    return listener.getLocalPort();
  }

  /// How many were made since this was last asked.
  public int taken() {
    return count.getAndSet(0);
  }

  /// Breaks every connection and lets no new one through.
  public void cut() throws IOException {
    cut = true;
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  public void mend() {
    cut = false;
    held = false;
  }

  /// Lets nothing pass any more, while connections stay as they are.
  public void hold() {
    held = true;
  }

  /// From now on whatever is said, by either side, takes so much longer.
  public void delay(Duration by) {
    delay = by;
  }

  private void pass() {
    LockSupport.parkNanos(delay.toNanos());
    while (held) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (cut) {
          client.close();
          continue;
        }
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        open.add(client);
        open.add(upstream);
        if (cut) { // it came in that very moment
          client.close();
          upstream.close();
          continue;
        }
        AtomicBoolean serverSpokeLast = new AtomicBoolean(true);
        Thread.ofVirtual().start(() -> pump(client, upstream, serverSpokeLast, false));
        Thread.ofVirtual().start(() -> pump(upstream, client, serverSpokeLast, true));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void pump(Socket from, Socket to, AtomicBoolean serverSpokeLast, boolean fromServer) {
    byte[] buffer = new byte[64 * 1024];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        if (serverSpokeLast.getAndSet(fromServer) && !fromServer) {
          count.incrementAndGet();
        }
        pass();
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One side has hung up; both are closed, which tells the other.
      return;
    } finally {
      open.remove(from);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
