package shomei.validation;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/// A socket whose peer may send so many octets and no more.
///
/// Threat: a peer that never stops, in a header line, in interim answers, in trailers or in a TLS
/// handshake. Whatever the octets are and whoever reads them, the bound is here, below all of them.
final class BoundedSocket extends Socket {
  private final long most;
  private long received;

  /// @param most octets in all
  BoundedSocket(long most) {
    this.most = most;
  }

  /// The peer sent more than it may.
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuch() {
      super("more octets than are read");
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (received >= most && length > 0) {
          throw new TooMuch();
        }
        int count = in.read(buffer, offset, (int) Math.min(length, most - received));
        received += Math.max(count, 0);
        return count;
      }

      @Override
      public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, most)).length;
      }
    };
  }
}
