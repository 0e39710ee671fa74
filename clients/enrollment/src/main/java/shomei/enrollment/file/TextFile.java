package shomei.enrollment.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Text that a person wrote with whatever editor: in UTF-8 with or without a byte order mark, or in
/// UTF-16 as Windows' editors and PowerShell write it.
public final class TextFile {
  private static final int MOST_OCTETS = 1024 * 1024;

  private TextFile() {}

  /// @throws CharacterCodingException where it is in another encoding
  public static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /// Reads to the end, or a MiB.
  ///
  /// @throws CharacterCodingException where it is in another encoding
  public static String read(InputStream in) throws IOException {
    return decode(in.readNBytes(MOST_OCTETS));
  }

  /// The first line without blanks around it; empty where there is none.
  public static String firstLine(String text) {
    return text.lines().findFirst().map(String::strip).orElse("");
  }

  static String decode(byte[] octets) throws CharacterCodingException {
    if (startsWith(octets, 0xEF, 0xBB, 0xBF)) {
      return decode(octets, 3, StandardCharsets.UTF_8);
    }
    if (startsWith(octets, 0xFF, 0xFE)) {
      return decode(octets, 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(octets, 0xFE, 0xFF)) {
      return decode(octets, 2, StandardCharsets.UTF_16BE);
    }
    // without a mark: no text in UTF-8 has a NUL, and every text here begins with ASCII
    if (octets.length >= 2 && octets[0] != 0 && octets[1] == 0) {
      return decode(octets, 0, StandardCharsets.UTF_16LE);
    }
    if (octets.length >= 2 && octets[0] == 0 && octets[1] != 0) {
      return decode(octets, 0, StandardCharsets.UTF_16BE);
    }
    return decode(octets, 0, StandardCharsets.UTF_8);
  }

  private static boolean startsWith(byte[] octets, int... mark) {
    boolean same = octets.length >= mark.length;
    for (int i = 0; same && i < mark.length; i++) {
      same = (octets[i] & 0xFF) == mark[i];
    }
    return same;
  }

  private static String decode(byte[] octets, int from, Charset charset)
      throws CharacterCodingException {
    return charset
        .newDecoder()
        .decode(ByteBuffer.wrap(octets, from, octets.length - from))
        .toString();
  }
}
