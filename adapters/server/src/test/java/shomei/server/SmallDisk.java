package shomei.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A disk of its own that can be filled to the last octet, in memory. Whoever runs the tests must
/// be allowed to mount: root, also in a container that may (CAP_SYS_ADMIN), or somebody of whom
/// sudo asks no password.
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  /// @param folder an empty one, on which it is mounted
  SmallDisk(Path folder, int mebibytes) throws IOException {
    this.folder = Files.createDirectories(folder);
    run("mount", "-t", "tmpfs", "-o", "mode=777,size=" + mebibytes + "m", "tmpfs", "" + folder);
  }

  Path folder() {
    return folder;
  }

  /// Leaves no room, whatever else is being written.
  void fill() throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(4096);
    try (FileChannel ballast =
        FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        block.clear();
        ballast.write(block);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
  }

  void makeRoom() throws IOException {
    Files.delete(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }

  private static void run(String... command) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(command));
    if (!System.getProperty("user.name").equals("root")) {
      all.addAll(0, List.of("sudo", "-n"));
    }
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(
          "this test needs the right to mount a file system: "
              + String.join(" ", all)
              + ": "
              + said);
    }
  }
}
