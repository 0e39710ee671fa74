package shomei.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What holds a journal's lines together: each ends with a digest over itself and the one before,
/// and the first word tells whether it begins a write (`*`) or goes on with it (`-`).
///
/// It finds what a crash or a disk did. It keeps nobody from writing a journal who may write to its
/// folder.
final class Chain {
  private static final int DIGITS = 16;

  private final MessageDigest sha256;
  private String last = "";

  Chain() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }

  /// The digest that the next line hangs on.
  String last() {
    return last;
  }

  /// Goes back to where it stood.
  void back(String to) {
    last = to;
  }

  /// Hangs on the text and gives it with its digest.
  String hang(String text) {
    last = digest(text);
    return text + " " + last;
  }

  /// Takes a line with its digest.
  ///
  /// @return its text; empty, and nothing changes, where it does not hang on the one before
  Optional<String> take(String line) {
    int end = line.length() - DIGITS - 1;
    if (end < 0 || line.charAt(end) != ' ') {
      return Optional.empty();
    }
    String text = line.substring(0, end);
    String digest = digest(text);
    if (!line.endsWith(digest)) {
      return Optional.empty();
    }
    last = digest;
    return Optional.of(text);
  }

  private String digest(String text) {
    byte[] digest = sha256.digest((last + text).getBytes(StandardCharsets.ISO_8859_1));
    return HexFormat.of().formatHex(digest, 0, DIGITS / 2);
  }
}
