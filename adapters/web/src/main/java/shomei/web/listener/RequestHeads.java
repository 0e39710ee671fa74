package shomei.web.listener;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.domain.kernel.Octets;
import shomei.web.http.Request;

/// Reads a request's head.
///
/// @param mutual whether clients are asked for a certificate
/// @param random draws request ids
record RequestHeads(ClientAddress addresses, boolean mutual, RandomGenerator random) {
  private static final Octets NOTHING = Octets.of(new byte[0]);

  Request of(HttpServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(
            (header, value) ->
                headers.merge(header.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
    if (request.authority() != null) {
      // HTTP/2 has it beside its headers
      headers.putIfAbsent("host", request.authority().toString());
    }
    byte[] id = new byte[8];
    random.nextBytes(id);
    return new Request(
        HexFormat.of().formatHex(id),
        request.method().name(),
        originForm(Optional.ofNullable(request.uri()).orElse("")),
        headers,
        addresses.of(request.remoteAddress().hostAddress(), headers.get("x-forwarded-for")),
        mutual ? ClientCertificates.of(request.connection()) : Optional.empty(),
        Map.of(),
        NOTHING);
  }

  /// A request may name its target with scheme and host before it (RFC 9112 §3.2.2); both are
  /// ignored, as `Host` is.
  private static String originForm(String target) {
    if (target.startsWith("/")) {
      return target;
    }
    int authority = target.indexOf("://");
    int path = authority < 0 ? -1 : target.indexOf('/', authority + 3);
    return path < 0 ? target : target.substring(path);
  }
}
