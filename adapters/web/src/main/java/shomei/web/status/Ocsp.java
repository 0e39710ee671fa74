package shomei.web.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.status.AnswerOcsp;
import shomei.domain.status.OcspResponse;
import shomei.web.http.Endpoint;
import shomei.web.http.HttpDate;
import shomei.web.http.HttpError;
import shomei.web.http.Intake;
import shomei.web.http.Mountable;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;

/// OCSP over HTTP (RFC 6960 appendix A, RFC 5019 §5): POST to `/ocsp/{ca}`, GET of `/ocsp/{ca}/`
/// with the request in base64 behind it.
///
/// *Threat:* large or senseless requests, sent to cost. *Answer:* beyond 8 KiB nothing is parsed,
/// and what does not parse costs no signature and no read of the database.
public final class Ocsp implements Mountable {
  private static final String PATH = "/ocsp/" + StatusSite.CA;
  private static final int LARGEST = 8 * 1024;
  private static final String REQUEST = "application/ocsp-request";
  private static final String RESPONSE = "application/ocsp-response";

  /// A revocation shows in the next answer of ours; a proxy may hold the one before it for so long.
  private static final Duration LONGEST_HELD = Duration.ofMinutes(1);

  private final AnswerOcsp answer;
  private final InstantSource clock;

  public Ocsp(AnswerOcsp answer, InstantSource clock) {
    this.answer = answer;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.post("ocsp", PATH + "/?", new Asked(Ocsp::posted, this::uncached));
    routes.get("ocsp", PATH + "/.+", new Asked(Ocsp::inPath, this::cached));
  }

  /// A way of asking.
  private final class Asked implements Endpoint {
    private final Function<Request, Optional<Octets>> question;
    private final Function<OcspResponse.Signed, Response> told;

    /// @param question of a request; empty where it is none
    Asked(
        Function<Request, Optional<Octets>> question,
        Function<OcspResponse.Signed, Response> told) {
      this.question = question;
      this.told = told;
    }

    @Override
    public Intake intake(Request request) {
      return Intake.of(
          question.apply(request).flatMap(it -> answer.atHand(ca(request), it)).map(told));
    }

    @Override
    public Response answer(Request request) {
      OcspResponse given =
          question
              .apply(request)
              .map(octets -> answer.answer(ca(request), octets))
              .orElseGet(() -> new OcspResponse.Failed(OcspResponse.Failure.MALFORMED_REQUEST));
      return switch (given) {
        case OcspResponse.Failed(var failure) -> failed(failure);
        case OcspResponse.Signed signed -> told.apply(signed);
      };
    }
  }

  private static Optional<Octets> posted(Request request) {
    String type = request.header("content-type").orElse("");
    if (!type.split(";", 2)[0].strip().equalsIgnoreCase(REQUEST)) {
      throw HttpError.of(415, "The media type must be " + REQUEST + ".");
    }
    if (request.body().length() > LARGEST) {
      throw HttpError.of(413, "An OCSP request has 8 KiB at most.");
    }
    return Optional.of(request.body());
  }

  /// Clients that append a slash to an address that ends in one send two; base64 of a request never
  /// begins with one.
  private static Optional<Octets> inPath(Request request) {
    String path = request.path();
    return decoded(path.substring(path.indexOf('/', "/ocsp/".length())).replaceFirst("^/+", ""));
  }

  private static IssuerId ca(Request request) {
    return new IssuerId(request.parameter("ca"));
  }

  private Response uncached(OcspResponse.Signed signed) {
    return uncached(Response.of(200, RESPONSE, signed.der()));
  }

  /// As RFC 5019 §6.2 asks.
  private Response cached(OcspResponse.Signed signed) {
    if (!signed.forAnyone()) {
      return uncached(signed);
    }
    Instant now = clock.instant();
    Duration left = Duration.between(now, signed.nextUpdate());
    Duration held = left.compareTo(LONGEST_HELD) < 0 ? left : LONGEST_HELD;
    String tag = '"' + HexFormat.of().formatHex(signed.der().sha256().octets(), 0, 16) + '"';
    return Response.of(200, RESPONSE, signed.der())
        .with("ETag", tag)
        .with("Last-Modified", HttpDate.format(signed.thisUpdate()))
        .with("Expires", HttpDate.format(now.plus(held)))
        .with(
            "Cache-Control",
            "max-age=%d, public, no-transform, must-revalidate".formatted(held.toSeconds()));
  }

  /// Without a signature (RFC 6960 §2.3): OCSPResponse with nothing but its status.
  private static Response failed(OcspResponse.Failure failure) {
    byte[] der = {0x30, 3, 0x0a, 1, (byte) failure.code()};
    Response response = uncached(Response.of(200, RESPONSE, der));
    return failure == OcspResponse.Failure.TRY_LATER ? response.with("Retry-After", "5") : response;
  }

  private static Response uncached(Response response) {
    return response.with("Cache-Control", "no-store");
  }

  /// Base64, with the characters that a path must not have as `%XX` (RFC 6960 A.1) or, as some
  /// clients do, as they are.
  private static Optional<Octets> decoded(String text) {
    try {
      byte[] plain = percentDecoded(text);
      byte[] octets = Base64.getDecoder().decode(plain);
      return octets.length > LARGEST ? Optional.empty() : Optional.of(Octets.of(octets));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static byte[] percentDecoded(String text) {
    byte[] from = text.getBytes(StandardCharsets.US_ASCII);
    byte[] to = new byte[from.length];
    int length = 0;
    for (int i = 0; i < from.length; i++) {
      if (from[i] == '%' && i + 2 < from.length) {
        to[length++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
        i += 2;
      } else {
        to[length++] = from[i];
      }
    }
    return Arrays.copyOf(to, length);
  }
}
