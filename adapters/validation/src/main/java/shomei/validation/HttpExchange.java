package shomei.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/// One GET over a connection of its own, which is not used again (RFC 9112).
final class HttpExchange {
  private static final int MOST_BODY = 1024;

  /// More than a body of that size takes, however badly it was packed.
  private static final int MOST_CODED = 2 * MOST_BODY;

  private static final int Z_DEFLATED = 8;
  private static final int MOST_INTERIM = 8;
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxLineLength(8 * 1024)
          .setMaxHeaderCount(100)
          .setMaxEmptyLineCount(10)
          .build();

  private HttpExchange() {}

  /// @param body its first octets, empty where there are more than a key authorization may have
  record Answer(int status, Optional<String> location, String body) {}

  /// @param host as the Host header has it
  /// @throws HttpException where what comes back is not HTTP, or is coded as nobody asked
  static Answer get(Socket socket, String host, String path) throws IOException, HttpException {
    var connection = new DefaultBHttpClientConnection(LIMITS);
    connection.bind(socket);
    var request = new BasicClassicHttpRequest("GET", path);
    request.setHeader("Host", host);
    request.setHeader("User-Agent", "shomei-validation");
    request.setHeader("Accept", "*/*");
    request.setHeader("Accept-Encoding", "identity");
    request.setHeader("Connection", "close");
    connection.sendRequestHeader(request);
    connection.flush();
    ClassicHttpResponse response = connection.receiveResponseHeader();
    for (int interim = 0; response.getCode() < 200; interim++) {
      if (interim == MOST_INTERIM) {
        throw new HttpException("too many interim answers");
      }
      response = connection.receiveResponseHeader();
    }
    Optional<String> location =
        Optional.ofNullable(response.getFirstHeader("Location")).map(Header::getValue);
    if (response.getCode() != 200) {
      return new Answer(response.getCode(), location, "");
    }
    connection.receiveResponseEntity(response);
    return new Answer(200, location, body(response));
  }

  private static String body(ClassicHttpResponse response) throws IOException, HttpException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return "";
    }
    // not closed: closing would read on to the end, and the connection goes away as it is
    byte[] sent = entity.getContent().readNBytes(MOST_CODED);
    byte[] octets = decoded(response.getFirstHeader("Content-Encoding"), sent);
    return octets.length > MOST_BODY ? "" : new String(octets, StandardCharsets.ISO_8859_1);
  }

  /// Some servers compress although we say `identity` (RFC 9110 §8.4.1).
  private static byte[] decoded(@Nullable Header coding, byte[] sent) throws HttpException {
    var in = new ByteArrayInputStream(sent);
    try {
      return switch (coding == null ? "" : coding.getValue().toLowerCase(Locale.ROOT)) {
        case "", "identity" -> sent;
        case "gzip", "x-gzip" -> unpacked(new GZIPInputStream(in));
        case "deflate" -> inflated(in, sent);
        default -> throw new HttpException("a content coding that nobody asked for");
      };
    } catch (IOException e) {
      throw new HttpException("a body that cannot be unpacked", e);
    }
  }

  /// `deflate` is zlib's format, but some send what is inside alone.
  private static byte[] inflated(InputStream in, byte[] sent) throws IOException {
    boolean zlib = sent.length > 0 && (sent[0] & 0x0f) == Z_DEFLATED;
    try (Inflater inflater = new Inflater(!zlib)) {
      return unpacked(new InflaterInputStream(in, inflater));
    }
  }

  /// Threat: a few octets that unpack to a heap full.
  private static byte[] unpacked(InputStream packed) throws IOException {
    try (packed) {
      return packed.readNBytes(MOST_BODY + 1);
    }
  }
}
