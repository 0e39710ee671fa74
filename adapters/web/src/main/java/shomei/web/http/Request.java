package shomei.web.http;

import java.util.Map;
import java.util.Optional;
import shomei.domain.kernel.Octets;

/// A request as it came, its body read whole.
///
/// @param id drawn for this request; it is in the answer's `X-Request-Id` and in the log
/// @param target path and query as they stood in the request, not decoded
/// @param headers names in lower case; values of a repeated one joined by a comma (RFC 9110 §5.3)
/// @param address the IP address that the request came from, for limits and the history
/// @param clientCertificate DER of the certificate whose key the client has proven to have, where
///   the listener asks for one; neither its issuer nor its validity was looked at
/// @param parameters the named groups of the route's pattern, percent-decoded
/// @param body within the listener's bound; empty where the request was refused before it was read
public record Request(
    String id,
    String method,
    String target,
    Map<String, String> headers,
    String address,
    Optional<Octets> clientCertificate,
    Map<String, String> parameters,
    Octets body) {
  public Request {
    headers = Map.copyOf(headers);
    parameters = Map.copyOf(parameters);
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

  /// @param name of a group that the route's pattern has, and that matched
  public String parameter(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalArgumentException("the route has no group " + name));
  }

  /// @param name of a group that the route's pattern has
  public Optional<String> optional(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  public boolean isPost() {
    return method.equals("POST");
  }

  /// The same as its route read it.
  public Request with(Map<String, String> ofRoute, Octets whole) {
    return new Request(id, method, target, headers, address, clientCertificate, ofRoute, whole);
  }
}
