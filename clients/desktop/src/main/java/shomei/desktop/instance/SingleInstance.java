package shomei.desktop.instance;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.file.DurableFile;
import shomei.sdk.Waiter;

/// One window on a state directory, so one a user. The first listens on a Unix socket in that
/// folder; a later one hands over its link and ends. A lock that dies with its process tells who is
/// first, so what a dead one left is taken over.
///
/// Threat: another user of the PC sends links, or listens in our place. Answer: the folder is its
/// owner's alone (0700). Threat: another program of the same user sends anything. Answer: at most
/// [#LONGEST] octets are read, and they are judged like every link.
public final class SingleInstance implements AutoCloseable {
  private static final int LONGEST = 200;
  private static final int TRIES = 40;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final FileChannel lockFile;
  private final ServerSocketChannel server;
  private final Path socket;

  private SingleInstance(FileChannel lockFile, ServerSocketChannel server, Path socket) {
    this.lockFile = lockFile;
    this.server = server;
    this.socket = socket;
  }

  /// Becomes the first, or hands the link to whoever is.
  ///
  /// @param state the state directory
  /// @param link to hand over; empty: only to come to the front
  /// @return empty where another took the link
  /// @throws IOException where the other neither lives nor lets go
  public static Optional<SingleInstance> claim(Path state, String link, Waiter waiter)
      throws IOException, InterruptedException {
    DurableFile.makeFolder(state);
    Path socket = state.resolve("window.sock");
    for (int tries = 0; ; tries++) {
      FileChannel lockFile = DurableFile.openForLock(state.resolve("window.lock"));
      if (tryLock(lockFile) != null) {
        Files.deleteIfExists(socket);
        try (ShortPath near = ShortPath.to(socket)) {
          return Optional.of(
              new SingleInstance(
                  lockFile,
                  ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                      .bind(UnixDomainSocketAddress.of(near.path())),
                  socket));
        }
      }
      lockFile.close();
      try (ShortPath near = ShortPath.to(socket);
          SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(near.path()))) {
        other.write(ByteBuffer.wrap((link + "\n").getBytes(StandardCharsets.UTF_8)));
        return Optional.empty();
      } catch (IOException notYet) {
        // it has just begun, or has just ended
        if (tries == TRIES) {
          throw notYet;
        }
        waiter.pause(PAUSE);
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  /// Gives what later ones hand over to the listener, until this is closed.
  ///
  /// @param listener of a link, as it came, or of an empty text
  public void listen(Consumer<String> listener) {
    Thread.ofVirtual().name("later windows").start(() -> accept(listener));
  }

  private void accept(Consumer<String> listener) {
    while (true) {
      try (SocketChannel other = server.accept()) {
        ByteBuffer read = ByteBuffer.allocate(LONGEST);
        while (read.hasRemaining() && other.read(read) >= 0) {
          // until the other has said all
        }
        String text = new String(read.array(), 0, read.position(), StandardCharsets.UTF_8);
        listener.accept(text.lines().findFirst().orElse(""));
      } catch (AsynchronousCloseException closed) {
        return;
      } catch (IOException broken) {
        if (!server.isOpen()) {
          return;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    lockFile.close();
  }
}
