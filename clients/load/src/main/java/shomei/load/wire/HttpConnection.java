package shomei.load.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
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
import shomei.sdk.Transport;

/// One connection, kept from request to request, for one thread at a time. It repeats nothing: what
/// goes wrong is thrown.
final class HttpConnection implements Transport {
  private static final Timeout PATIENCE = Timeout.ofSeconds(20);
  private static final int LARGEST_BODY = 1024 * 1024;
  private static final byte[] NOTHING = {};
  private static final Http1Config BOUNDS =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();

  /// Servers close connections that idle; one that did so long is not relied on.
  private static final long RELIABLE_NANOS = 5_000_000_000L;

  private final Route route;
  private @Nullable DefaultBHttpClientConnection connection;
  private String origin = "";
  private long lastUsed;
  private long sentBefore;
  private long receivedBefore;
  private long sent;
  private long received;

  HttpConnection(Route route) {
    this.route = route;
  }

  @Override
  public Response send(Request request) throws IOException {
    return send(request, Faults.CutPoint.NONE);
  }

  /// @throws Cut where `cut` says so
  Response send(Request request, Faults.CutPoint cut) throws IOException {
    return exchange(request.method(), request.uri(), request.headers(), request.body(), cut);
  }

  /// @param body empty for GET and HEAD
  /// @throws Cut where `cut` says so
  Response exchange(
      String method, URI uri, Map<String, String> headers, byte[] body, Faults.CutPoint cut)
      throws IOException {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    BasicClassicHttpRequest request = new BasicClassicHttpRequest(method, uri.getRawPath() + query);
    request.addHeader("Host", uri.getRawAuthority());
    headers.forEach(request::addHeader);
    if (body.length > 0) {
      request.addHeader("Content-Length", body.length);
      request.setEntity(new ByteArrayEntity(body, null));
    }
    try {
      Response response = exchange(open(uri), request, cut);
      lastUsed = System.nanoTime();
      return response;
    } catch (HttpException garbled) {
      close();
      throw new IOException("not HTTP: " + garbled.getMessage(), garbled);
    } catch (IOException broken) {
      close();
      throw broken;
    }
  }

  private Response exchange(
      DefaultBHttpClientConnection over, ClassicHttpRequest request, Faults.CutPoint cut)
      throws IOException, HttpException {
    over.sendRequestHeader(request);
    if (request.getEntity() != null) {
      over.sendRequestEntity(request);
    }
    over.flush();
    if (cut == Faults.CutPoint.A_WHILE_AFTER) {
      LockSupport.parkNanos(Faults.waitNanos());
    }
    if (cut == Faults.CutPoint.AFTER_REQUEST || cut == Faults.CutPoint.A_WHILE_AFTER) {
      throw cut(over);
    }
    ClassicHttpResponse response = over.receiveResponseHeader();
    if (cut == Faults.CutPoint.AFTER_HEAD) {
      throw cut(over);
    }
    byte[] body = request.getMethod().equals("HEAD") ? NOTHING : body(over, response);
    sent = over.getEndpointDetails().getSentBytesCount() - sentBefore;
    received = over.getEndpointDetails().getReceivedBytesCount() - receivedBefore;
    sentBefore += sent;
    receivedBefore += received;
    Header end = response.getFirstHeader("Connection");
    if (end != null && "close".equalsIgnoreCase(end.getValue())) {
      close();
    }
    return new Response(response.getCode(), headers(response), body);
  }

  private static byte[] body(DefaultBHttpClientConnection over, ClassicHttpResponse response)
      throws IOException, HttpException {
    over.receiveResponseEntity(response);
    HttpEntity entity = response.getEntity();
    byte[] read = entity == null ? null : EntityUtils.toByteArray(entity, LARGEST_BODY);
    return read == null ? NOTHING : read;
  }

  private static HttpHeaders headers(ClassicHttpResponse response) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers.computeIfAbsent(header.getName(), name -> new ArrayList<>(1)).add(header.getValue());
    }
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  private static Cut cut(DefaultBHttpClientConnection over) {
    over.close(CloseMode.IMMEDIATE);
    return new Cut();
  }

  private DefaultBHttpClientConnection open(URI uri) throws IOException {
    DefaultBHttpClientConnection kept = connection;
    boolean fresh = System.nanoTime() - lastUsed < RELIABLE_NANOS;
    if (kept != null && kept.isOpen() && fresh && origin.equals(uri.getRawAuthority())) {
      return kept;
    }
    close();
    DefaultBHttpClientConnection opened = new DefaultBHttpClientConnection(BOUNDS);
    opened.bind(route.open(uri));
    opened.setSocketTimeout(PATIENCE);
    connection = opened;
    origin = uri.getRawAuthority();
    sentBefore = 0;
    receivedBefore = 0;
    return opened;
  }

  /// Octets of HTTP that the last request took, TLS not counted.
  long sent() {
    return sent;
  }

  /// Octets of HTTP that the last answer took, TLS not counted.
  long received() {
    return received;
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
