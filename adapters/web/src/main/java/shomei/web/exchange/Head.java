package shomei.web.exchange;

import java.util.Map;
import java.util.Optional;
import shomei.domain.kernel.Octets;

/// A request without its body.
///
/// @param id drawn for this request; it is in the answer's `X-Request-Id` and in the log
/// @param target path and query as they stood in the request, not decoded
/// @param headers names in lower case; values of a repeated one joined by a comma (RFC 9110 §5.3)
/// @param address the IP address that the request came from, for limits and the history
/// @param clientCertificate DER of the certificate whose key the client has proven to have, where
///   the listener asks for one; neither its issuer nor its validity was looked at
public record Head(
    String id,
    String method,
    String target,
    Map<String, String> headers,
    String address,
    Optional<Octets> clientCertificate) {
  public Head {
    headers = Map.copyOf(headers);
  }

  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// What stands behind the question mark.
  public Optional<String> query() {
    int query = target.indexOf('?');
    return query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1));
  }

  /// @param name in lower case
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public boolean isPost() {
    return method.equals("POST");
  }
}
