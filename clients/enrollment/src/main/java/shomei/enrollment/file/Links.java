package shomei.enrollment.file;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Symbolic links. Renaming a file over a link would replace the link and leave what it points to
/// as it was: whoever reads that one would go on with the old certificate.
final class Links {
  private static final int MOST = 40;

  private Links() {}

  /// Where the path leads to in the end, which need not be there.
  static Path followed(Path path) throws IOException {
    Path at = path.toAbsolutePath();
    for (int i = 0; i < MOST; i++) {
      if (!Files.isSymbolicLink(at)) {
        return at;
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    throw new FileSystemLoopException(path.toString());
  }
}
