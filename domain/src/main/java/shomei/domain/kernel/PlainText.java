package shomei.domain.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Text as people's editors save it. A byte order mark tells UTF-16 from UTF-8 and is no part of
/// the text; without one it must be UTF-8.
///
/// *Danger:* an octet too many in a PIN makes it a wrong PIN, and costs a try. So what is not
/// surely text is none.
public final class PlainText {
  private static final String BOM = "\uFEFF";

  private PlainText() {}

  /// @return empty where the octets are not text
  public static Optional<String> of(byte[] octets) {
    try {
      String text = charset(octets).newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      return Optional.of(text.startsWith(BOM) ? text.substring(1) : text)
          .filter(read -> read.indexOf('\0') < 0);
    } catch (CharacterCodingException garbled) {
      return Optional.empty();
    }
  }

  private static Charset charset(byte[] octets) {
    int mark = octets.length < 2 ? 0 : (octets[0] & 0xff) << 8 | octets[1] & 0xff;
    return mark == 0xfeff || mark == 0xfffe ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }
}
