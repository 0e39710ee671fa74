package shomei.domain.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Octets put together so that no two lists of parts give the same ones.
public final class Framed {
  private Framed() {}

  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Each part with its length before it.
  public static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += Integer.BYTES + part.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      joined.putInt(part.length).put(part);
    }
    return joined.array();
  }
}
