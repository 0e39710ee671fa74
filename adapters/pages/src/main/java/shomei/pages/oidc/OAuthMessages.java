package shomei.pages.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.kernel.Octets;
import shomei.pages.visit.Visit;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Response.Header;

/// Requests and answers as the library has them.
final class OAuthMessages {
  private static final List<Header> NO_STORE = List.of(new Header("Cache-Control", "no-store"));

  private OAuthMessages() {}

  /// @param at where it was sent to
  static HTTPRequest request(Visit visit, URI at) throws ParseException {
    Request request = visit.request();
    HTTPRequest message = new HTTPRequest(HTTPRequest.Method.valueOf(request.method()), at);
    request.header("authorization").ifPresent(message::setAuthorization);
    Optional<String> type = request.header("content-type");
    if (type.isPresent()) {
      message.setContentType(type.get());
    }
    message.setBody(body(request));
    return message;
  }

  static Response response(HTTPResponse message) {
    List<Header> headers = new ArrayList<>();
    message
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(one -> headers.add(new Header(name, one))));
    String body = message.getBody();
    byte[] octets = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    Response response = Response.empty(message.getStatusCode());
    return new Response(response.status(), headers, Octets.of(octets))
        .with(headers.stream().anyMatch(OAuthMessages::isCacheControl) ? List.of() : NO_STORE);
  }

  private static boolean isCacheControl(Header header) {
    return header.name().equalsIgnoreCase("Cache-Control");
  }

  /// The parameters of a request that comes through the browser, by GET or POST; each with all its
  /// values, since none may come twice (RFC 6749 §3.1).
  static Map<String, List<String>> parameters(Visit visit) {
    Request request = visit.request();
    return URLUtils.parseParameters(request.isPost() ? body(request) : request.query().orElse(""));
  }

  /// The parameter that comes once.
  static Optional<String> one(Map<String, List<String>> parameters, String name) {
    return Optional.ofNullable(parameters.get(name))
        .filter(values -> values.size() == 1)
        .map(List::getFirst);
  }

  static ErrorObject error(ParseException broken, ErrorObject otherwise) {
    ErrorObject error = broken.getErrorObject();
    return error == null ? otherwise : error;
  }

  private static String body(Request request) {
    return new String(request.body().octets(), StandardCharsets.UTF_8);
  }
}
