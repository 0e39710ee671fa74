package shomei.desktop.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A path that fits into the address of a Unix socket, which has room for about a hundred octets: a
/// long home folder, or one in Japanese, has more. Then it leads through a symbolic link in a
/// folder of its own, which goes when this is closed; the socket lies where it should.
///
/// Threat: somebody else exchanges the link. Answer: its folder is made for the owner alone.
record ShortPath(Path path, Path folder) implements AutoCloseable {
  /// 108 on Linux and Windows, 104 on macOS, with a zero at the end.
  private static final int LONGEST = 100;

  static ShortPath to(Path socket) throws IOException {
    if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      return new ShortPath(socket, socket);
    }
    Path folder = Files.createTempDirectory("shomei");
    Path link = folder.resolve("s");
    try {
      Files.createSymbolicLink(link, socket.toAbsolutePath().getParent());
    } catch (IOException | RuntimeException refused) {
      Files.delete(folder);
      throw refused;
    }
    return new ShortPath(link.resolve(socket.getFileName()), folder);
  }

  @Override
  public void close() throws IOException {
    if (!folder.equals(path)) {
      Files.delete(folder.resolve("s"));
      Files.delete(folder);
    }
  }
}
