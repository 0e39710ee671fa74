package shomei.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports of this machine for programs that must be told theirs before they start.
public final class FreePorts {
  /// Below those that the system gives to whoever asks for any, and far from where another process
  /// counts.
  private static final AtomicInteger NEXT =
      new AtomicInteger(20_000 + (int) (37 * ProcessHandle.current().pid() % 10_000));

  private FreePorts() {}

  /// One that nobody listens on, given once. A port that the system chose and that was closed again
  /// might be given to another before it is used.
  public static int next() {
    while (true) {
      try (ServerSocket socket = new ServerSocket(NEXT.getAndIncrement())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // the next one then
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
