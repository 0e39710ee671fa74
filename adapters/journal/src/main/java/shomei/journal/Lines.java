package shomei.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file's whole lines: what stands behind the last line end is none.
final class Lines implements AutoCloseable {
  private static final int SOME = 1 << 16;

  /// Longer than any line of ours.
  private static final int LONGEST = 1 << 10;

  private final InputStream in;
  private final byte[] held = new byte[LONGEST + SOME];
  private int from;
  private int to;

  Lines(Path file) throws IOException {
    this.in = Files.newInputStream(file);
  }

  /// The next one without its end. Of one that is too long the beginning is dropped, so that it is
  /// found to be wrong.
  ///
  /// @return empty where there is none
  Optional<String> next() throws IOException {
    int at = from;
    while (true) {
      for (; at < to; at++) {
        if (held[at] == '\n') {
          var line = new String(held, from, at - from, StandardCharsets.ISO_8859_1);
          from = at + 1;
          return Optional.of(line);
        }
      }
      if (to - from > LONGEST) {
        from = to - LONGEST;
      }
      System.arraycopy(held, from, held, 0, to - from);
      to -= from;
      at = to;
      from = 0;
      int more = in.read(held, to, SOME);
      if (more < 0) {
        return Optional.empty();
      }
      to += more;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
