package shomei.server;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Makes a token of SoftHSM slow, as one is that others use as well: whatever is done with a key,
/// SoftHSM first waits for the lock of the file `generation`, and a program of its own has that for
/// most of the time.
final class SlowToken implements AutoCloseable {
  private static final int HELD_MILLIS = 700;
  private static final int FREE_MILLIS = 20;

  private final Process other;

  /// @param tokens the folder of tokens
  SlowToken(Path tokens) throws IOException, URISyntaxException {
    Path classes =
        Path.of(SlowToken.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    this.other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes.toString(),
                SlowToken.class.getName(),
                tokens.toString())
            .inheritIO()
            .start();
  }

  /// The program: has the lock and gives it back, until it is ended.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<FileChannel> generations = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
      for (Path file : files.filter(file -> file.endsWith("generation")).toList()) {
        generations.add(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
      }
    }
    while (true) {
      List<FileLock> held = new ArrayList<>();
      for (FileChannel generation : generations) {
        held.add(generation.lock());
      }
      pause(HELD_MILLIS);
      for (FileLock one : held) {
        one.release();
      }
      pause(FREE_MILLIS);
    }
  }

  private static void pause(int millis) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    other.destroyForcibly();
  }
}
