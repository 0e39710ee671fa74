package shomei.sdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;

/// Carries requests to the server and answers back, by HTTPS. The client says what is sent, signs
/// it, and sends again what may be sent again; a transport sends once what it is given and judges
/// no answer by its status.
///
/// The usual one comes with [AcmeServer#at(URI, ClientSettings)]. A program brings its own to
/// measure, to break connections on purpose, or to use another HTTP library.
///
/// Threat: the server may be a stranger. A transport bounds what it reads of an answer (head, body,
/// time), follows no redirect (RFC 8555 §6.1), and checks the server's certificate.
public interface Transport extends AutoCloseable {

  /// Sends a request once and reads its whole answer. Several threads may call it at once.
  ///
  /// @throws java.net.ConnectException where the request was certainly not sent
  /// @throws IOException where no answer came; whether the request arrived is not known
  /// @throws AcmeFailure where it is of no use to send it again
  Response send(Request request) throws IOException, InterruptedException;

  /// Ends the connections; calls under way fail.
  @Override
  void close();

  /// A request.
  final class Request {
    private final AcmeResource resource;
    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;

    Request(
        AcmeResource resource, String method, URI uri, Map<String, String> headers, byte[] body) {
      this.resource = resource;
      this.method = method;
      this.uri = uri;
      this.headers = headers;
      this.body = body;
    }

    public AcmeResource resource() {
      return resource;
    }

    /// `GET`, `HEAD` or `POST`.
    public String method() {
      return method;
    }

    /// Always `https` and with a host.
    public URI uri() {
      return uri;
    }

    /// What goes beside the headers that HTTP itself needs (`Host`, `Content-Length`).
    public Map<String, String> headers() {
      return headers;
    }

    /// Not a copy; empty for `GET` and `HEAD`.
    public byte[] body() {
      return body;
    }
  }

  /// An answer, whole.
  final class Response {
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    /// @param body is not copied
    public Response(int status, HttpHeaders headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    public int status() {
      return status;
    }

    public HttpHeaders headers() {
      return headers;
    }

    /// Not a copy.
    public byte[] body() {
      return body;
    }
  }
}
