package shomei.web.listener;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import shomei.web.http.HttpError;

/// Heads that two servers on the way may read differently.
final class Framing {
  private Framing() {}

  /// Why a request is not read: it has several hosts (RFC 9112 §3.2; the router looks whether it
  /// has one), or a body in a coding that we do not know (§6.1).
  static Optional<HttpError> fault(HttpServerRequest request) {
    if (request.headers().getAll("Host").size() > 1) {
      return Optional.of(HttpError.of(400, "The request has more than one Host."));
    }
    List<String> codings = request.headers().getAll("Transfer-Encoding");
    boolean known =
        codings.isEmpty() || codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
    return known
        ? Optional.empty()
        : Optional.of(HttpError.of(501, "The transfer coding of the request is not known."));
  }
}
