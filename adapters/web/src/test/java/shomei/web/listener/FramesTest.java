package shomei.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import shomei.web.http.Response;

/// Frames of HTTP/2 that cost their sender nothing (RFC 9113 §10.5): the connection ends after a
/// few, and others are served.
@Timeout(60)
final class FramesTest {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /// POST, https, /, and an authority (RFC 7541 appendix A).
  private static final int[] HEAD = {0x83, 0x87, 0x84, 0x41, 1, 'x'};

  @TempDir Path folder;
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void emptyDataFramesEndTheirConnectionAfterAFew() throws Exception {
    assertEnds(
        frames -> {
          frames.writeBytes(frame(HEADERS, END_HEADERS, 1, HEAD));
          for (int i = 0; i < 1000; i++) {
            frames.writeBytes(frame(DATA, 0, 1));
          }
        });
    assertThat(asked).hasValue(0);
  }

  @Test
  void emptyContinuationsEndTheirConnection() throws Exception {
    assertEnds(
        frames -> {
          frames.writeBytes(frame(HEADERS, 0, 1, HEAD));
          for (int i = 0; i < 100_000; i++) {
            frames.writeBytes(frame(CONTINUATION, 0, 1));
          }
        });
    assertThat(asked).hasValue(0);
  }

  @Test
  void aHeadOfContinuationsWithoutEndEndsItsConnection() throws Exception {
    int[] field = new int[200];
    field[0] = 0; // a literal that is not indexed, its name and value as they are
    field[1] = 1;
    field[2] = 'a';
    field[3] = 127;
    field[4] = 196 - 127 - 1;
    Arrays.fill(field, 5, field.length, 'x');
    assertEnds(
        frames -> {
          frames.writeBytes(frame(HEADERS, 0, 1, HEAD));
          for (int i = 0; i < 5000; i++) {
            frames.writeBytes(frame(CONTINUATION, 0, 1, field));
          }
        });
    assertThat(asked).hasValue(0);
  }

  @Test
  void requestsThatAreTakenBackAtOnceEndTheirConnection() throws Exception {
    assertEnds(
        frames -> {
          for (int stream = 1; stream < 4000; stream += 2) {
            frames.writeBytes(frame(HEADERS, END_HEADERS | END_STREAM, stream, HEAD));
            frames.writeBytes(frame(RST_STREAM, 0, stream, 0, 0, 0, 8));
          }
        });
    assertThat(asked).hasValueLessThan(1000);
  }

  private void assertEnds(Consumer<ByteArrayOutputStream> flood) throws Exception {
    try (ServedSite site =
            new ServedSite(
                folder,
                ListenerSettings.Engine.JDK,
                FloodTest.WIDE,
                request -> {
                  asked.incrementAndGet();
                  return Response.empty(200);
                });
        SSLSocket socket = site.socket()) {
      SSLParameters http2 = socket.getSSLParameters();
      http2.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(http2);
      socket.startHandshake();
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      frames.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      frames.writeBytes(frame(SETTINGS, 0, 0));
      flood.accept(frames);
      assertThat(ends(socket, frames.toByteArray())).isTrue();
      HttpClient other = Wire.client(site, HttpClient.Version.HTTP_2);
      int before = asked.get();
      assertThat(other.send(Wire.to(site).build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      asked.set(before);
    }
  }

  /// Whether the server says GOAWAY with an error, or hangs up, before all that was said is over.
  private static boolean ends(SSLSocket socket, byte[] flood) throws IOException {
    try {
      socket.getOutputStream().write(flood);
      DataInputStream frames = new DataInputStream(socket.getInputStream());
      while (true) {
        int length = frames.readUnsignedByte() << 16 | frames.readUnsignedShort();
        int type = frames.readUnsignedByte();
        frames.skipNBytes(5);
        if (type == GOAWAY) {
          frames.skipNBytes(4);
          return frames.readInt() != 0;
        }
        frames.skipNBytes(length);
      }
    } catch (EOFException | SocketException | SSLException hungUp) {
      return true;
    }
  }

  private static byte[] frame(int type, int flags, int stream, int... payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(
        new byte[] {0, (byte) (payload.length >> 8), (byte) payload.length, (byte) type});
    frame.writeBytes(new byte[] {(byte) flags, 0, 0, (byte) (stream >> 8), (byte) stream});
    for (int octet : payload) {
      frame.write(octet);
    }
    return frame.toByteArray();
  }
}
