package shomei.validation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.core5.http.HttpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that compress although they were asked not to.
class ContentCodingTest {
  private static final String PAGE = "token.thumbprint";

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "deflate without zlib's frame"})
  void aBodyThatWasCompressedAllTheSameIsRead(String coding) throws Exception {
    assertThat(body(coding.split(" ")[0], packed(coding, PAGE.getBytes(ISO_8859_1))))
        .isEqualTo(PAGE);
  }

  @Test
  void aBodyThatWasNotIsReadAsItIs() throws Exception {
    assertThat(body("identity", PAGE.getBytes(ISO_8859_1))).isEqualTo(PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void aFewOctetsThatUnpackToManyAreNotUnpackedToTheirEnd(String coding) throws Exception {
    assertThat(body(coding, packed(coding, new byte[50_000_000]))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "gzip, gzip"})
  void aBodyThatCannotBeUnpackedIsNoHttp(String coding) {
    assertThatThrownBy(() -> body(coding, PAGE.getBytes(ISO_8859_1)))
        .isInstanceOf(HttpException.class);
  }

  private static String body(String coding, byte[] body) throws Exception {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(coding, body.length);
    try (RawServer server = new RawServer(head + new String(body, ISO_8859_1), "");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      return HttpExchange.get(socket, "www.example.com", "/").body();
    }
  }

  private static byte[] packed(String coding, byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    boolean framed = !coding.contains(" ");
    try (OutputStream out =
        coding.startsWith("deflate")
            ? new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION, !framed))
            : new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
