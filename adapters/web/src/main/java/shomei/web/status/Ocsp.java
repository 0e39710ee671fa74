package shomei.web.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.status.AnswerOcsp;
import shomei.domain.status.OcspResponse;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;

/// OCSP over HTTP (RFC 6960 appendix A, RFC 5019 §5): POST to `/ocsp/{ca}`, GET of `/ocsp/{ca}/`
/// with the request in base64 behind it.
///
/// *Threat:* large or senseless requests, sent to cost. *Answer:* beyond 8 KiB nothing is parsed,
/// and what does not parse costs no signature and no read of the database.
public final class Ocsp implements Resources {
  private static final Pattern FORM =
      Pattern.compile("/ocsp/([a-z0-9][a-z0-9-]{0,39})(?:/(.*))?", Pattern.DOTALL);
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
  public Optional<Reply> reply(Request request) {
    Matcher parts = FORM.matcher(request.head().path());
    return parts.matches()
        ? Optional.of(reply(request, new IssuerId(parts.group(1)), parts.group(2)))
        : Optional.empty();
  }

  private Reply reply(Request request, IssuerId ca, @Nullable String inPath) {
    return switch (request.head().method()) {
      case "POST" -> inPath == null || inPath.isEmpty() ? posted(request, ca) : notHere();
      case "GET", "HEAD" ->
          inPath == null || inPath.isEmpty() ? notHere() : got(request, ca, inPath);
      default -> notHere();
    };
  }

  private static Reply notHere() {
    return Reply.text(405, "POST, or GET with the request behind the address\n")
        .with("Allow", "GET, HEAD, POST");
  }

  private Reply posted(Request request, IssuerId ca) {
    String type = request.head().header("content-type").orElse("");
    if (!type.split(";", 2)[0].strip().equalsIgnoreCase(REQUEST)) {
      return Reply.text(415, "The media type must be " + REQUEST + "\n");
    }
    if (request.body().length() > LARGEST) {
      return Reply.text(413, "An OCSP request has 8 KiB at most.\n");
    }
    return switch (answer.answer(ca, request.body())) {
      case OcspResponse.Failed(var failure) -> failed(failure);
      case OcspResponse.Signed signed -> uncached(Reply.of(200, RESPONSE, signed.der().octets()));
    };
  }

  private Reply got(Request request, IssuerId ca, String inPath) {
    Optional<Octets> question = decoded(inPath);
    OcspResponse given =
        question
            .map(octets -> answer.answer(ca, octets))
            .orElseGet(() -> new OcspResponse.Failed(OcspResponse.Failure.MALFORMED_REQUEST));
    return switch (given) {
      case OcspResponse.Failed(var failure) -> failed(failure);
      case OcspResponse.Signed signed when !signed.forAnyone() ->
          uncached(Reply.of(200, RESPONSE, signed.der().octets()));
      case OcspResponse.Signed signed -> cached(request, signed);
    };
  }

  /// As RFC 5019 §6.2 asks.
  private Reply cached(Request request, OcspResponse.Signed signed) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, signed.nextUpdate());
    Duration held = left.compareTo(LONGEST_HELD) < 0 ? left : LONGEST_HELD;
    String tag = '"' + HexFormat.of().formatHex(signed.der().sha256().octets(), 0, 16) + '"';
    Reply reply =
        Reading.has(request, tag, signed.thisUpdate())
            ? Reply.empty(304)
            : Reply.of(200, RESPONSE, signed.der().octets());
    return reply
        .with("ETag", tag)
        .with("Last-Modified", Reading.date(signed.thisUpdate()))
        .with("Expires", Reading.date(now.plus(held)))
        .with(
            "Cache-Control",
            "max-age=%d, public, no-transform, must-revalidate".formatted(held.toSeconds()));
  }

  /// Without a signature (RFC 6960 §2.3): OCSPResponse with nothing but its status.
  private static Reply failed(OcspResponse.Failure failure) {
    byte[] response = {0x30, 3, 0x0a, 1, (byte) failure.code()};
    Reply reply = uncached(Reply.of(200, RESPONSE, response));
    return failure == OcspResponse.Failure.TRY_LATER ? reply.with("Retry-After", "5") : reply;
  }

  private static Reply uncached(Reply reply) {
    return reply.with("Cache-Control", "no-store");
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
