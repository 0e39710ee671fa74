package shomei.load.wire;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// One connection, kept from request to request, for one thread at a time. It repeats nothing: what
/// goes wrong is thrown.
final class Wire implements AutoCloseable {
  private static final Timeout PATIENCE = Timeout.ofSeconds(20);
  private static final int LARGEST_ANSWER = 1024 * 1024;

  /// Servers close connections that idle; one that did so long is not relied on.
  private static final long RELIABLE_NANOS = 5_000_000_000L;

  private final Dial dial;
  private @Nullable DefaultBHttpClientConnection connection;
  private String origin = "";
  private long lastUsed;
  private long sent;
  private long received;

  Wire(Dial dial) {
    this.dial = dial;
  }

  /// @param body absent for GET and HEAD
  /// @throws Cut where `place` says so
  Answer exchange(
      String method,
      URI uri,
      @Nullable ContentType type,
      byte @Nullable [] body,
      Faults.Place place)
      throws IOException {
    String path = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    BasicClassicHttpRequest request = new BasicClassicHttpRequest(method, uri.getRawPath() + path);
    request.addHeader("Host", uri.getRawAuthority());
    if (body != null && type != null) {
      request.addHeader("Content-Type", type.toString());
      request.addHeader("Content-Length", body.length);
      request.setEntity(new ByteArrayEntity(body, type));
    }
    try {
      Answer answer = exchange(open(uri), request, place);
      lastUsed = System.nanoTime();
      return answer;
    } catch (HttpException garbled) {
      close();
      throw new IOException("not HTTP: " + garbled.getMessage(), garbled);
    } catch (IOException broken) {
      close();
      throw broken;
    }
  }

  private Answer exchange(
      DefaultBHttpClientConnection over, ClassicHttpRequest request, Faults.Place place)
      throws IOException, HttpException {
    over.sendRequestHeader(request);
    if (request.getEntity() != null) {
      over.sendRequestEntity(request);
    }
    over.flush();
    if (place == Faults.Place.A_WHILE_AFTER) {
      LockSupport.parkNanos(Faults.waitNanos());
    }
    if (place == Faults.Place.AFTER_REQUEST || place == Faults.Place.A_WHILE_AFTER) {
      cut(over);
    }
    ClassicHttpResponse response = over.receiveResponseHeader();
    if (place == Faults.Place.AFTER_HEAD) {
      cut(over);
    }
    byte[] content = new byte[0];
    if (!request.getMethod().equals("HEAD")) {
      over.receiveResponseEntity(response);
      HttpEntity entity = response.getEntity();
      byte[] read = entity == null ? null : EntityUtils.toByteArray(entity, LARGEST_ANSWER);
      content = Objects.requireNonNullElse(read, content);
    }
    long sentBefore = sent;
    long receivedBefore = received;
    sent = over.getEndpointDetails().getSentBytesCount();
    received = over.getEndpointDetails().getReceivedBytesCount();
    Answer answer =
        new Answer(
            response.getCode(),
            header(response, "Replay-Nonce"),
            header(response, "Location"),
            header(response, "Content-Type"),
            content,
            sent - sentBefore,
            received - receivedBefore);
    if ("close".equalsIgnoreCase(header(response, "Connection"))) {
      close();
    }
    return answer;
  }

  private static void cut(DefaultBHttpClientConnection over) throws Cut {
    over.close(CloseMode.IMMEDIATE);
    throw new Cut();
  }

  private DefaultBHttpClientConnection open(URI uri) throws IOException {
    DefaultBHttpClientConnection kept = connection;
    boolean fresh = System.nanoTime() - lastUsed < RELIABLE_NANOS;
    if (kept != null && kept.isOpen() && fresh && origin.equals(uri.getRawAuthority())) {
      return kept;
    }
    close();
    DefaultBHttpClientConnection opened = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
    opened.bind(dial.open(uri));
    opened.setSocketTimeout(PATIENCE);
    connection = opened;
    origin = uri.getRawAuthority();
    sent = 0;
    received = 0;
    return opened;
  }

  private static @Nullable String header(ClassicHttpResponse response, String name) {
    Header first = response.getFirstHeader(name);
    return first == null ? null : first.getValue();
  }

  /// Without a word to the other side; the next request opens another.
  @Override
  public void close() {
    DefaultBHttpClientConnection kept = connection;
    connection = null;
    if (kept != null) {
      kept.close(CloseMode.IMMEDIATE);
    }
  }
}
